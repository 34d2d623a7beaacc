import { describe, expect, it } from "vitest";
import { type MyPlace, type Show } from "../protocol";
import { MINUTE, TEN } from "../testing/samples";
import { endSeen, givenUp, NO_PLACES, passed, placed, type Places } from "./places";

const STARTS = TEN + 10 * MINUTE;

const OVER = STARTS + 30 * MINUTE;

const show: Show = {
  ...{ at: TEN, number: 1, step: "break", mode: "clock", state: "running", until: 0, steps: [] },
  times: { a: [STARTS, STARTS + 30 * MINUTE], b: [STARTS, STARTS + 30 * MINUTE] },
};

function mine(state: MyPlace["state"], more: Partial<MyPlace> = {}): MyPlace {
  return { session: "a", state, ahead: 0, until: 0, ...more };
}

/** The route after `before` at a moment. */
function turned(before: Places, now: number, ...after: MyPlace[]): Places {
  return placed(before, { follow: "ask", places: after }, now, show);
}

const steps: Show["steps"] = [
  { id: "break", kind: "break", sessions: [], planned: [TEN, STARTS], starts: TEN, ends: STARTS },
  { id: "round", kind: "sessions", sessions: ["a", "b"], planned: [STARTS, OVER], starts: STARTS, ends: OVER },
  { id: "after", kind: "after", sessions: [], planned: [OVER, OVER], starts: OVER, ends: OVER },
];
const byHand: Show = { ...show, mode: "hand", steps };
/** The clock was stopped a second before the round. */
const held: Show = { ...show, state: "held", at: STARTS - 1_000, until: STARTS + 240 * MINUTE, steps };

const waiting = turned(NO_PLACES, TEN, mine("waiting"));
const offered = turned(NO_PLACES, TEN, mine("offered", { until: TEN + 3 * MINUTE }));
const missed = [{ session: "a", how: "begun", seen: false }];

describe("a waiting list that I stand on", () => {
  it("ends with the start of its session, and I am told so", () => {
    expect(turned(waiting, STARTS).ended).toEqual(missed);
    expect(turned(waiting, STARTS - 1_000).ended).toEqual(missed);
  });

  it("is gone before the start without a word: I left it, here or in another tab", () => {
    expect(turned(waiting, STARTS - MINUTE).ended).toEqual([]);
    expect(turned(givenUp(waiting, "a"), STARTS).ended).toEqual([]);
  });

  it("is gone without a word when I took another place of that time", () => {
    expect(turned(waiting, STARTS, mine("placed", { session: "b" })).ended).toEqual([]);
  });

  it("has ended, too, where my entry is kept for a while after the start", () => {
    expect(passed(waiting, show, STARTS - MINUTE)).toBe(waiting);
    const begun = passed(waiting, show, STARTS);
    expect(begun.ended).toEqual(missed);
    expect(turned(waiting, STARTS, mine("waiting")).ended).toEqual(missed);
    // Once it was said, once it stays, also when the entry goes at last.
    expect(passed(begun, show, STARTS + 500)).toBe(begun);
    expect(turned(begun, STARTS + 5 * MINUTE).ended).toEqual(missed);
    const seen = endSeen(begun, "a");
    expect(passed(seen, show, STARTS + 1_000).ended).toEqual([{ ...missed[0], seen: true }]);
    expect(turned(seen, STARTS + 5 * MINUTE).ended).toEqual([{ ...missed[0], seen: true }]);
  });

  it("stands as long as nobody moves on, by hand or with a held clock", () => {
    for (const standing of [byHand, held]) {
      for (const late of [-1_000, 0, 1_000, 20 * MINUTE])
        expect(passed(waiting, standing, STARTS + late)).toBe(waiting);
      const route = { follow: "ask" as const, places: [mine("waiting", { ahead: 3 })] };
      expect(placed(waiting, route, STARTS + MINUTE, standing).ended).toEqual([]);
      // Who leaves it then hears nothing either.
      expect(placed(waiting, { follow: "ask", places: [] }, STARTS + MINUTE, standing).ended).toEqual([]);
    }
    expect(passed(waiting, { ...byHand, step: "round" }, STARTS).ended).toEqual(missed);
  });

  it("stands again when those who run the show go back, and I can miss it once more", () => {
    const begun = endSeen(turned(waiting, STARTS), "a");
    const back = turned(begun, STARTS - 2 * MINUTE, mine("waiting"));
    expect(back.ended).toEqual([]);
    expect(turned(back, STARTS).ended).toEqual(missed);
    // The entry was there all the time, and only the run of show changed.
    const kept = passed(waiting, show, STARTS);
    expect(passed(kept, { ...show, times: { a: [STARTS + 5 * MINUTE, STARTS + 35 * MINUTE] } }, STARTS).ended).toEqual(
      [],
    );
  });
});

describe("an offer", () => {
  it("that becomes a waiting list while it has time left was withdrawn, and I am told so", () => {
    expect(turned(offered, TEN + MINUTE, mine("waiting")).ended).toEqual([
      { session: "a", how: "withdrawn", seen: false },
    ]);
  });

  it("that has lapsed was not withdrawn, nor one that I answered", () => {
    expect(turned(offered, TEN + 3 * MINUTE, mine("waiting")).ended).toEqual([]);
    expect(turned(offered, TEN, mine("placed")).ended).toEqual([]);
    expect(turned(offered, TEN).ended).toEqual([]);
  });

  it("that goes with an early start has lapsed, though it had time left", () => {
    const moved: Show = { ...byHand, step: "round", times: { a: [TEN + MINUTE, OVER], b: [TEN + MINUTE, OVER] } };
    const lapsed = (before: Places, ...after: MyPlace[]) =>
      placed(before, { follow: "ask", places: after }, TEN + MINUTE, moved).lapsed;
    expect(lapsed(offered)).toEqual(["a"]);
    expect(lapsed(givenUp(offered, "a"))).toEqual([]);
    expect(lapsed(offered, mine("placed"))).toEqual([]);
    expect(lapsed(offered, mine("placed", { session: "b" }))).toEqual([]);
    expect(turned(offered, TEN + MINUTE).lapsed).toEqual([]);
  });

  it("that comes again ends the word that it was withdrawn", () => {
    const gone = turned(offered, TEN + MINUTE, mine("waiting"));
    expect(turned(gone, TEN + MINUTE, mine("offered", { until: TEN + 4 * MINUTE })).ended).toEqual([]);
  });
});
