import { describe, expect, it } from "vitest";
import { type HelpTicket } from "../../protocol";
import { infodesk as german } from "../../i18n/de/infodesk";
import { infodesk as english } from "../../i18n/en/infodesk";
import { member, TEN } from "../../testing/samples";
import { newlyAsked } from "./asked";

function ticket(number: number, state: "waiting" | "taken" = "waiting"): HelpTicket {
  const person = member(`p${number}`);
  const here = { room: "foyer", here: "foyer", present: true, seen: TEN, places: [] };
  return { number, person, text: "", asked: TEN, ...here, state, by: null, since: 0 };
}

describe("who listens at the info desk", () => {
  it("does not hear of those who wait already", () => {
    expect(newlyAsked(null, [ticket(3), ticket(4)])).toEqual({ heard: 4, fresh: null });
  });

  it("hears of the first one after an empty queue", () => {
    const { heard } = newlyAsked(null, []);
    expect(newlyAsked(heard, [ticket(1)])).toMatchObject({ heard: 1, fresh: { number: 1 } });
  });

  it("hears of each new one, and not of one that waits again", () => {
    expect(newlyAsked(5, [ticket(4), ticket(5), ticket(6)])).toMatchObject({ heard: 6, fresh: { number: 6 } });
    expect(newlyAsked(null, [ticket(7, "taken")]).heard).toBe(7);
    expect(newlyAsked(7, [ticket(7)])).toEqual({ heard: 7, fresh: null });
    expect(newlyAsked(7, [ticket(8, "taken")])).toEqual({ heard: 8, fresh: null });
  });

  it("hears another sentence each time, or a screen reader would keep silent", () => {
    for (const { said } of [german, english]) expect(said.asked("7", 1)).not.toBe(said.asked("8", 1));
    expect(german.said.asked("7", 1)).toBe("Neue Anfrage: Nr. 7. 1 wartet.");
    expect(german.summary(1, "1", "0")).toBe("1 wartet · 0 in Arbeit");
    expect(german.summary(2, "2", "0")).toBe("2 warten · 0 in Arbeit");
  });
});
