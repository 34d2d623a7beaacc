import { describe, expect, it } from "vitest";
import { type MyPlace, type SessionInfo } from "../../protocol";
import { bookingOf } from "../../state";
import { NO_PLACES } from "../../state/places";
import { eventInfo, me, MINUTE, session, TEN } from "../../testing/samples";
import { blocksOf } from "../programme/blocks";
import { countdown, stageOf } from "./countdown";
import { dueAt } from "./due";
import { type DayPart, partsOf, sumOf } from "./parts";

function inSlot(id: string, slot: string, starts: number): SessionInfo {
  return { ...session(id, "workshop", starts, starts + 30 * MINUTE), slot, places: 10 };
}

const slots = ["s1", "s2"].map((id, at) => {
  const starts = TEN + (at + 1) * 60 * MINUTE;
  return { id, title: { de: id }, starts, ends: starts + 30 * MINUTE };
});
const sessions = [
  session("opening", "plenum", TEN, TEN + 30 * MINUTE),
  ...["a", "b"].map((id) => inSlot(id, "s1", TEN + 60 * MINUTE)),
  ...["c", "d"].map((id) => inSlot(id, "s2", TEN + 120 * MINUTE)),
];
const info = eventInfo({ slots, sessions });

function day(mine: Partial<MyPlace>[], minutes: number, full: readonly string[] = []): readonly DayPart[] {
  const counts = Object.fromEntries(full.map((id) => [id, [10, 2] as [number, number]]));
  const all = mine.map((each) => ({ session: "", state: "placed" as const, ahead: 0, until: 0, ...each }));
  const now = TEN + minutes * MINUTE;
  const places = { ...NO_PLACES, counts, mine: all };
  return partsOf(blocksOf(info), (each) => bookingOf(places, info, each, { now, me: me(), allowed: true }), now);
}

describe("my day", () => {
  it("has a gap in each round without a place, with what can be chosen", () => {
    const parts = day([{ session: "a" }], 0, ["c"]);
    expect(parts.map(({ gap, registers }) => [gap, registers])).toEqual([
      [false, false],
      [false, true],
      [true, true],
    ]);
    expect(parts[2]?.open.map((each) => each.session.id)).toEqual(["d"]);
    expect(parts[1]?.placed?.session.id).toBe("a");
  });

  it("shows waiting lists and offers, offers first, and a round stays a gap with them", () => {
    const hopes: Partial<MyPlace>[] = [
      { session: "c", state: "waiting", ahead: 1 },
      { session: "d", state: "offered", until: TEN + MINUTE },
    ];
    const part = day(hopes, 0, ["c", "d"])[2];
    expect(part?.hoped.map((each) => each.session.id)).toEqual(["d", "c"]);
    expect(part?.gap).toBe(true);
  });

  it("has no gap where nothing can be chosen: the next round is the one to look at", () => {
    const parts = day([], 61, ["a", "b"]);
    expect(parts[1]).toMatchObject({ state: "running", registers: true, full: true, gap: false });
    expect(sumOf(parts).gap?.block.id).toBe("s2");
    expect(sumOf(day([], 61, ["a"])).gap?.block.id).toBe("s1");
    expect(sumOf(day([], 59, ["a", "b"])).gap?.block.id).toBe("s1");
  });

  it("counts the waiting lists on which I stand, and no offer among them", () => {
    const hopes: Partial<MyPlace>[] = [
      { session: "c", state: "waiting", ahead: 1 },
      { session: "d", state: "offered", until: TEN + MINUTE },
    ];
    expect(sumOf(day(hopes, 0, ["c", "d"])).waiting).toBe(1);
  });

  it("has no gap any more in what is over", () => {
    expect(day([], 95)[1]).toMatchObject({ state: "past", gap: false });
  });

  it("is summed up: where I go next, what is missing, how much is chosen", () => {
    expect(sumOf(day([{ session: "a" }], 0))).toMatchObject({ rounds: 2, chosen: 1, waiting: 0 });
    expect(sumOf(day([{ session: "a" }], 0)).next?.session.id).toBe("a");
    expect(sumOf(day([{ session: "a" }], 70)).next?.session.id).toBe("a");
    expect(sumOf(day([{ session: "a" }], 100)).next).toBeNull();
    expect(sumOf(day([{ session: "a" }], 0)).gap?.block.id).toBe("s2");
    expect(sumOf(day([{ session: "a" }, { session: "c" }], 0)).gap).toBeNull();
  });
});

describe("the end of an offer", () => {
  it("is counted down in minutes and seconds, and never below nothing", () => {
    expect([179_000, 60_001, 59_999, 1, 0, -5].map(countdown)).toEqual([
      "2:59",
      "1:01",
      "1:00",
      "0:01",
      "0:00",
      "0:00",
    ]);
  });

  it("is told when it comes, and once more at 30 seconds", () => {
    expect([180_000, 30_001, 30_000, 1, 0].map((left) => stageOf(left, 0))).toEqual([
      "come",
      "come",
      "soon",
      "soon",
      "over",
    ]);
  });
});

describe("a session of my route that begins", () => {
  const round = TEN + 60 * MINUTE;
  const mine = [{ session: "a", state: "placed" as const, ahead: 0, until: 0 }];
  const due = (follow: "always" | "ask" | "never", now: number) =>
    dueAt({ ...NO_PLACES, follow, mine }, sessions, now)?.id ?? null;

  it("is told from a minute before until it is over, to those who want to be asked", () => {
    expect(due("ask", round - MINUTE - 1)).toBeNull();
    expect(due("ask", round - MINUTE)).toBe("a");
    expect(due("ask", round + 29 * MINUTE)).toBe("a");
    expect(due("ask", round + 30 * MINUTE)).toBeNull();
  });

  it("is told those who are taken along only if that did not happen, and never those who want to be left alone", () => {
    expect(due("always", round)).toBeNull();
    expect(due("always", round + 15_000)).toBe("a");
    expect(due("never", round + MINUTE)).toBeNull();
  });
});
