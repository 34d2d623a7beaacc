import { beforeEach, describe, expect, it } from "vitest";
import { type MyPlace, type PlaceCount, type SessionInfo, type Show } from "../../protocol";
import { begin, clock, exchange, grant, life, venue } from "../../testing/opened";
import { eventInfo, MINUTE, session, snapshot, TEN, welcome } from "../../testing/samples";
import { type Outcome } from "./desk";
import { lapseOf, lastingOutcome } from "./lasting";
import { bookingIn } from "./useBooking";

const STARTS = TEN + MINUTE;
const ENDS = STARTS + 30 * MINUTE;

const steps: Show["steps"] = [
  { id: "break", kind: "break", sessions: [], planned: [TEN, STARTS], starts: TEN, ends: STARTS },
  { id: "round", kind: "sessions", sessions: ["a"], planned: [STARTS, ENDS], starts: STARTS, ends: ENDS },
  { id: "after", kind: "after", sessions: [], planned: [ENDS, ENDS], starts: ENDS, ends: ENDS },
];
const show: Show = {
  ...{ at: TEN, number: 1, step: "break", mode: "hand", state: "running", until: 0 },
  ...{ times: { a: [STARTS, ENDS] }, steps },
};
const workshop: SessionInfo = { ...session("a", "workshop", STARTS, ENDS), slot: "s1", places: 10 };

/** Enters while the break runs; `count`: how the session is booked. */
async function inside(run: Show, count: PlaceCount, ...places: MyPlace[]): Promise<void> {
  begin();
  life.renew(eventInfo({ version: "2", sessions: [workshop] }));
  const route = { follow: "ask" as const, places };
  exchange.line.say(welcome("foyer", { version: "2", show: run, route, places: { a: count } }));
  await grant("venue.ping", { at: TEN });
  await grant("room.enter", snapshot("foyer"));
}

function timed(): SessionInfo {
  return venue.info.value.sessions[0] ?? workshop;
}

/** Some moment between two steps of the clock, so late after the planned start. */
async function at(late: number): Promise<void> {
  await clock.pass(STARTS + late - venue.now());
}

const waiting: MyPlace = { session: "a", state: "waiting", ahead: 0, until: 0 };

function heard(): Outcome | null {
  const booking = bookingIn(venue, timed(), venue.now());
  return lastingOutcome(venue, booking && { kind: "waiting", booking, undo: false, ahead: 0 });
}

describe("the word that I wait", () => {
  beforeEach(() => inside(show, [10, 1], waiting));

  it("lasts by hand until somebody moves on, also over the time", async () => {
    for (const late of [-1_000, 700, 3_300, 10 * MINUTE + 2_100]) {
      await at(late);
      expect(heard()?.kind).toBe("waiting");
    }
    const begun: Show = { ...show, number: 2, step: "round" };
    exchange.line.say({ on: "show.changed", show: begun });
    expect(heard()).toBeNull();
  });

  it("is none any more when an offer came, or I left", async () => {
    await at(-30_000);
    const told = heard();
    expect(told).not.toBeNull();
    exchange.line.say({ on: "you.placed", route: { follow: "ask", places: [{ ...waiting, state: "offered" }] } });
    expect(lastingOutcome(venue, told)).toBeNull();
  });
});

describe("an offer that has lapsed", () => {
  it("leads back to the list over the time, as long as nobody moved on", async () => {
    await inside(show, [10, 1]);
    for (const late of [-1_000, 700, 3_300, 10 * MINUTE + 2_100]) {
      await at(late);
      expect(lapseOf(venue, timed())).toMatchObject({ begun: false, again: { deed: "wait" } });
    }
  });

  it("leads to no list any more with the start, but to a place that is free", async () => {
    const byClock: Show = { ...show, mode: "clock" };
    await inside(byClock, [10, 0]);
    await at(-1_000);
    expect(lapseOf(venue, timed())).toEqual({ begun: true, again: null });
    await inside(byClock, [9, 0]);
    await at(1_000);
    expect(lapseOf(venue, timed())).toMatchObject({ begun: true, again: { deed: "take" } });
  });
});
