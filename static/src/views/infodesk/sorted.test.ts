import { describe, expect, it } from "vitest";
import { type HelpTicket } from "../../protocol";
import { member, TEN } from "../../testing/samples";
import { sorted } from "./sorted";

function ticket(number: number, by: string | null = null): HelpTicket {
  return {
    number,
    person: member(`p${number}`),
    text: "",
    asked: TEN,
    room: "foyer",
    here: "foyer",
    present: true,
    seen: TEN,
    places: [],
    state: by === null ? "waiting" : "taken",
    by: by === null || by === "gone" ? null : member(by),
    since: 0,
  };
}

describe("the queue as who helps looks at it", () => {
  it("has everybody once, in the order of asking", () => {
    const tickets = [ticket(1, "other"), ticket(2), ticket(3, "me"), ticket(4), ticket(5, "me"), ticket(6, "gone")];
    const { mine, waiting, others } = sorted(tickets, "me");
    expect(mine.map((each) => each.number)).toEqual([3, 5]);
    expect(waiting.map((each) => each.number)).toEqual([2, 4]);
    expect(others.map((each) => each.number)).toEqual([1, 6]);
  });
});
