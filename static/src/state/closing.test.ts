import { describe, expect, it } from "vitest";
import { BEFORE, hear } from "./venue";
import { noticeOfMove, takenAlong } from "./whereabouts";

const TEN = Date.parse("2026-11-29T10:00+01:00");

describe("closed rooms", () => {
  it("are those that everybody was told of", () => {
    const shut = hear(BEFORE, { on: "room.closed", room: "plenum" }, TEN);
    expect(shut.closed).toEqual(["plenum"]);
    expect(hear(shut, { on: "room.closed", room: "plenum" }, TEN).closed).toEqual(["plenum"]);
    expect(hear(shut, { on: "room.opened", room: "plenum" }, TEN).closed).toEqual([]);
  });
});

describe("being taken along", () => {
  it("says what it was that brought me here", () => {
    const event = { on: "you.moved", room: "plenum", cause: "programme", at: TEN } as const;
    expect(noticeOfMove(event, "foyer")).toMatchObject({ from: "foyer", to: "plenum", cause: "programme", by: "" });
  });

  it("brings what I am writing along where nobody asked me", () => {
    expect((["programme", "places", "closed", "changed"] as const).every(takenAlong)).toBe(true);
    expect((["self", "released", "moderator"] as const).some(takenAlong)).toBe(false);
  });
});
