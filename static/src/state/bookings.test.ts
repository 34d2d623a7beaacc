import { describe, expect, it } from "vitest";
import { type MyPlace, type SessionInfo } from "../protocol";
import { eventInfo, me, member, MINUTE, session, TEN } from "../testing/samples";
import { type Booking, bookingOf, hasPlaces, offersAt } from "./bookings";
import { NO_PLACES, type Places } from "./places";

function inSlot(id: string, places: number | null, slot: string | null = "s1"): SessionInfo {
  return { ...session(id, "workshop", TEN, TEN + 60 * MINUTE), slot, places };
}

const info = eventInfo({
  sessions: [inSlot("a", 10), inSlot("b", 10), inSlot("open", null), inSlot("all", null, null)],
});
const before = TEN - MINUTE;

function places(counts: Record<string, [number, number]>, ...mine: Partial<MyPlace>[]): Places {
  const all = mine.map((each) => ({ session: "a", state: "placed" as const, ahead: 0, until: 0, ...each }));
  return { ...NO_PLACES, counts, mine: all };
}

function seen(id: string, state: Places, now = before, more: { staff?: boolean; allowed?: boolean } = {}): Booking {
  const who = me(more.staff ? { person: member("me", { roles: ["speaker"] }) } : {});
  const found = info.sessions.find((each) => each.id === id) ?? inSlot(id, 1);
  const booking = bookingOf(state, info, found, { now, me: who, allowed: more.allowed ?? true });
  if (!booking) throw new Error("nobody registers there");
  return booking;
}

describe("a session", () => {
  it("outside of a slot is open to everybody", () => {
    expect(bookingOf(NO_PLACES, info, inSlot("all", null, null), { now: before, me: me(), allowed: true })).toBeNull();
    expect(hasPlaces(info)).toBe(true);
    expect(hasPlaces(eventInfo())).toBe(false);
  });

  it("has places, as many as its room has, or without a bound", () => {
    expect(seen("a", places({ a: [7, 0] }))).toMatchObject({
      places: 10,
      taken: 7,
      free: 3,
      full: false,
      deed: "take",
    });
    expect(seen("open", places({ open: [700, 0] }))).toMatchObject({ places: null, free: null, full: false });
    expect(seen("b", NO_PLACES)).toMatchObject({ taken: 0, free: 10 });
  });

  it("that is full has a waiting list until it begins", () => {
    const full = places({ a: [10, 2] });
    expect(seen("a", full)).toMatchObject({ full: true, waiting: 2, deed: "wait" });
    expect(seen("a", full, TEN).deed).toBe("none");
  });

  it("with places left can be joined while it runs, and not when it is over", () => {
    expect(seen("a", places({ a: [9, 0] }), TEN + MINUTE).deed).toBe("take");
    expect(seen("a", places({ a: [9, 0] }), TEN + 60 * MINUTE).deed).toBe("none");
  });

  it("is closed to a ticket that does not open its room, and never full for staff", () => {
    expect(seen("a", NO_PLACES, before, { allowed: false }).deed).toBe("none");
    expect(seen("a", places({ a: [10, 3] }), before, { staff: true }).deed).toBe("take");
  });

  it("can be given up, left, or answered, by what I have there", () => {
    expect(seen("a", places({ a: [10, 1] }, {})).deed).toBe("giveUp");
    expect(seen("a", places({ a: [10, 1] }, { state: "waiting" })).deed).toBe("leave");
    const offered = places({ a: [10, 0] }, { state: "offered", until: TEN });
    expect(seen("a", offered).deed).toBe("answer");
    expect(seen("a", offered, TEN).deed).toBe("none");
  });

  it("has no line any more once it has begun, even if my entry is kept for a while", () => {
    const waiting = places({ a: [10, 1] }, { state: "waiting" });
    expect(seen("a", waiting, TEN)).toMatchObject({ mine: null, deed: "none" });
    expect(seen("a", places({ a: [9, 0] }, { state: "waiting" }), TEN)).toMatchObject({ mine: null, deed: "take" });
  });

  it("is given up for good only where somebody waits behind me", () => {
    expect(seen("a", places({ a: [10, 0] }, {})).undoable).toBe(true);
    expect(seen("a", places({ a: [10, 1] }, {})).undoable).toBe(false);
    expect(seen("a", places({ a: [10, 3] }, { state: "waiting", ahead: 2 })).undoable).toBe(true);
    expect(seen("a", places({ a: [10, 3] }, { state: "waiting", ahead: 1 })).undoable).toBe(false);
  });

  it("stands against what I have at the same time", () => {
    const state = places({ a: [10, 4] }, {});
    expect(seen("b", state)).toMatchObject({ rival: { id: "a" }, rivalWaiting: 4 });
    expect(seen("a", state).rival).toBeNull();
    expect(seen("b", places({}, { state: "waiting" })).rival).toBeNull();
  });
});

describe("offers", () => {
  it("stand in the order of their ends, and only until then", () => {
    const state = places(
      {},
      { session: "a", state: "offered", until: TEN + 2 },
      { session: "b", state: "offered", until: TEN + 1 },
    );
    expect(offersAt(state, TEN).map((each) => each.session)).toEqual(["b", "a"]);
    expect(offersAt(state, TEN + 1).map((each) => each.session)).toEqual(["a"]);
  });
});
