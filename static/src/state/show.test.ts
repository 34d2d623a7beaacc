import { describe, expect, it } from "vitest";
import { type Show } from "../protocol";
import { eventInfo, MINUTE, session, TEN, welcome } from "../testing/samples";
import { programmeAt } from "./programme";
import { dayOf, hasBegun, moreTime, showAt, spanOf } from "./show";
import { BEFORE, hear } from "./venue";

const info = eventInfo({
  sessions: [
    session("opening", "plenum", TEN, TEN + 30 * MINUTE),
    { ...session("work", "workshop", TEN + 45 * MINUTE, TEN + 90 * MINUTE), slot: "round" },
  ],
  slots: [{ id: "round", title: { de: "Runde" }, starts: TEN + 45 * MINUTE, ends: TEN + 90 * MINUTE }],
});

/** The show at ten o'clock and some minutes; `late`: by how many minutes the opening ends later, and all that follows. */
function show(more: Partial<Show> = {}, late = 0): Show {
  const edges = [-60, 0, 30 + late, 45 + late, 90 + late, 300].map((at) => TEN + at * MINUTE);
  const planned = [-60, 0, 30, 45, 90, 300].map((at) => TEN + at * MINUTE);
  const names = ["before", "opening", "break", "round", "after"];
  const kinds = ["before", "sessions", "break", "sessions", "after"] as const;
  return {
    at: TEN,
    number: 1,
    step: "opening",
    mode: "clock",
    state: "running",
    until: 0,
    times: {
      opening: [edges[1] ?? 0, edges[2] ?? 0],
      work: [edges[3] ?? 0, edges[4] ?? 0],
    },
    steps: names.map((id, at) => ({
      id,
      kind: kinds[at] ?? "after",
      sessions: id === "opening" ? ["opening"] : id === "round" ? ["work"] : [],
      planned: [planned[at] ?? 0, planned[at + 1] ?? 0],
      starts: edges[at] ?? 0,
      ends: edges[at + 1] ?? 0,
    })),
    ...more,
  };
}

const held = show({ state: "held", until: TEN + 240 * MINUTE, at: TEN + 10 * MINUTE });

describe("the show by the clock", () => {
  it("goes on without a word from the venue", () => {
    const steps = [1, 30, 44, 45, 90].map((minutes) => showAt(show(), TEN + minutes * MINUTE));
    expect(steps.map((step) => step.running?.id)).toEqual(["opening", "break", "break", "round", "after"]);
    expect(steps.map((step) => step.left)).toEqual([29 * MINUTE, 15 * MINUTE, MINUTE, 45 * MINUTE, null]);
    expect(steps[0]?.previous?.id).toBe("before");
    expect(steps[0]?.next?.id).toBe("break");
  });

  it("is nothing before anybody told it, and then the plan counts", () => {
    expect(showAt(null, TEN).running).toBeNull();
    expect(dayOf(info, null, TEN, null)).toBe(info);
    expect(dayOf(info, show(), TEN, null)).toBe(info);
  });

  it("moves the programme where time was added", () => {
    const day = dayOf(info, show({}, 5), TEN, null);
    expect(day.sessions[0]?.ends).toBe(TEN + 35 * MINUTE);
    expect(day.slots[0]).toMatchObject({ starts: TEN + 50 * MINUTE, ends: TEN + 95 * MINUTE });
    expect(programmeAt(day, TEN + 32 * MINUTE).left).toBe(3 * MINUTE);
  });

  it("keeps the day while nothing changes", () => {
    const day = dayOf(info, show({}, 5), TEN, null);
    expect(dayOf(info, show({ at: TEN + 1 }, 5), TEN + 5_000, day)).toBe(day);
    expect(dayOf({ ...info, version: "2" }, show({}, 5), TEN, day)).not.toBe(day);
  });
});

describe("a held show", () => {
  it("leaves as much time as when it was stopped", () => {
    for (const minutes of [10, 17, 239]) {
      const now = showAt(held, TEN + minutes * MINUTE);
      expect([now.running?.id, now.left, now.held]).toEqual(["opening", 20 * MINUTE, true]);
      expect(spanOf(held, "work", TEN + minutes * MINUTE)?.[0]).toBe(TEN + (35 + minutes) * MINUTE);
    }
    expect(spanOf(held, "opening", TEN + 15 * MINUTE)).toEqual([TEN, TEN + 35 * MINUTE]);
  });

  it("goes on by itself when the hold is over", () => {
    const now = showAt(held, TEN + 245 * MINUTE);
    expect([now.held, now.left]).toEqual([false, 15 * MINUTE]);
  });
});

describe("a show by hand", () => {
  const byHand = show({ mode: "hand" });

  it("stays where it is when its time is over", () => {
    const now = showAt(byHand, TEN + 50 * MINUTE);
    expect([now.running?.id, now.left, now.over]).toEqual(["opening", 0, 20 * MINUTE]);
    const day = dayOf(info, byHand, TEN + 50 * MINUTE, null);
    expect(programmeAt(day, TEN + 50 * MINUTE).current.map((one) => one.id)).toEqual(["opening"]);
    expect(day.sessions[1]?.starts).toBeGreaterThan(TEN + 64 * MINUTE);
  });

  it("counts down as long as there is time", () => {
    expect(showAt(byHand, TEN + 20 * MINUTE)).toMatchObject({ left: 10 * MINUTE, over: 0 });
  });
});

describe("a session", () => {
  const begun = (of: Show, minutes: number, more = 0) => hasBegun(of, "work", TEN + minutes * MINUTE + more);

  it("has begun with its start by the clock, as far as two clocks agree", () => {
    expect([-1_501, -1_500, 0].map((more) => begun(show(), 45, more))).toEqual([false, true, true]);
    expect(hasBegun(null, "work", TEN)).toBe(false);
    expect(hasBegun(show(), "unknown", TEN)).toBe(false);
  });

  it("does not begin by hand before somebody moves on, however late it is", () => {
    const byHand = show({ mode: "hand", step: "break" });
    expect([-1_501, -1_000, 0, 20 * MINUTE].map((more) => begun(byHand, 45, more))).toEqual(Array(4).fill(false));
    expect(hasBegun(byHand, "opening", TEN + 45 * MINUTE)).toBe(true);
    expect(begun(show({ mode: "hand", step: "round" }), 45)).toBe(true);
  });

  it("does not begin while the clock is held a second before it", () => {
    const at = TEN + 45 * MINUTE - 1_000;
    const stopped = show({ step: "break", state: "held", at, until: at + 240 * MINUTE });
    expect([0, 500, 30 * MINUTE].map((more) => hasBegun(stopped, "work", at + more))).toEqual(Array(3).fill(false));
    expect(hasBegun(stopped, "opening", at)).toBe(true);
  });
});

describe("more time", () => {
  it("is noticed for what runs, and only for that", () => {
    const now = TEN + 10 * MINUTE;
    expect(moreTime(show(), show({ number: 2 }, 2), now)).toEqual({ by: 2 * MINUTE, at: now });
    expect(moreTime(show({}, 2), show({ number: 2 }), now)).toBeNull();
    expect(moreTime(show(), show({ number: 2 }, 2), TEN + 31 * MINUTE)).toBeNull();
    expect(moreTime(null, show(), now)).toBeNull();
  });

  it("is none where a hold ends: everybody saw it", () => {
    const now = TEN + 20 * MINUTE;
    expect(moreTime(held, show({ number: 2, at: now }, 10), now)).toBeNull();
  });
});

describe("what the browser knows of the show", () => {
  it("comes with the welcome and follows each decision, never an older one", () => {
    const now = TEN + 10 * MINUTE;
    const entered = hear(BEFORE, welcome("foyer", { show: show() }), now);
    const later = hear(entered, { on: "show.changed", show: show({ number: 3 }, 2) }, now);
    expect(later).toMatchObject({ show: { number: 3 }, more: { by: 2 * MINUTE, at: now } });
    expect(hear(later, { on: "show.changed", show: show({ number: 2 }) }, now)).toBe(later);
    const back = hear(later, welcome("foyer", { show: show({ number: 1 }) }), now);
    expect(back.show?.number).toBe(1);
  });
});
