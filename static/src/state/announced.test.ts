import { describe, expect, it } from "vitest";
import { announcedMove, calledOff, carried } from "./announced";

const ahead = announcedMove({
  ...{ on: "you.announced", order: "o1", to: "plenum", rooms: ["plenum"], by: "Moderation" },
  ...{ reason: "Gleich", at: 1, more: true, may_decline: true },
});

describe("a move that is ahead", () => {
  it("is told off with a reason only where I did not choose it and nothing else says so", () => {
    expect(calledOff(ahead, { on: "you.called_off", order: "o1", why: "full" })).toMatchObject({ why: "full" });
    expect(calledOff(ahead, { on: "you.called_off", order: "o1", why: "declined" })).toBeNull();
    expect(calledOff(ahead, { on: "you.called_off", order: "o2", why: "cancelled" })).toBeNull();
    expect(calledOff(null, { on: "you.called_off", order: "o1", why: "cancelled" })).toBeNull();
  });

  it("takes the draft along, and leaves what was begun there", () => {
    expect(carried({ foyer: "mitten im" }, "foyer", "plenum")).toEqual({ plenum: "mitten im" });
    const both = { foyer: "mitten im", plenum: "angefangen" };
    expect(carried(both, "foyer", "plenum")).toBe(both);
    expect(carried(both, null, "plenum")).toBe(both);
  });
});
