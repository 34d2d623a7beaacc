import { beforeEach, describe, expect, it } from "vitest";
import { type SessionInfo } from "../../protocol";
import { type Booking, bookingOf, type Venue } from "../../state";
import { createVenue, type VenueLife } from "../../state/store";
import { HandClock } from "../../testing/handClock";
import { ModelVenue } from "../../testing/modelVenue";
import { eventInfo, MINUTE, session, TEN } from "../../testing/samples";
import { PlaceDesk, SHOWN_FOR } from "./desk";

const ROUND = TEN + 60 * MINUTE;
const inRound = (id: string): SessionInfo => ({
  ...session(id, "workshop", ROUND, ROUND + 60 * MINUTE),
  slot: "s1",
  places: 10,
});
const info = eventInfo({ sessions: [inRound("a"), inRound("b"), inRound("full")] });

let clock: HandClock;
let model: ModelVenue;
let life: VenueLife;
let venue: Venue;
let desk: PlaceDesk;

beforeEach(async () => {
  clock = new HandClock();
  model = new ModelVenue(clock);
  model.places.sessions.set("a", { slot: "s1", free: 2, others: 0 });
  model.places.sessions.set("b", { slot: "s1", free: 1, others: 0 });
  model.places.sessions.set("full", { slot: "s1", free: 0, others: 3 });
  life = createVenue({
    info,
    open: model.open,
    timers: clock,
    tab: "tab",
    online: () => true,
    today: () => TEN,
    shelf: () => ({ read: () => null, write: () => undefined }),
    wish: null,
    onStale: () => undefined,
  });
  venue = life.venue;
  life.start();
  desk = new PlaceDesk(venue, clock);
  await clock.pass(500);
});

function seen(id: string): Booking {
  const found = bookingOf(venue.places.value, info, inRound(id), {
    now: venue.now(),
    me: venue.me.value,
    allowed: true,
  });
  if (!found) throw new Error("nobody registers there");
  return found;
}

async function press(id: string): Promise<void> {
  void desk.press(seen(id));
  await clock.pass(200);
}

const mine = () => venue.places.value.mine.map((each) => `${each.session} ${each.state}`);

describe("the one button of a session", () => {
  it("takes a place without a question, and gives it up again", async () => {
    await press("a");
    expect(mine()).toEqual(["a placed"]);
    expect(desk.outcome.value).toMatchObject({ kind: "placed", undo: false });
    expect(seen("a")).toMatchObject({ deed: "giveUp", taken: 9 });
    await press("a");
    expect(mine()).toEqual([]);
    expect(desk.outcome.value).toMatchObject({ kind: "gaveUp", undo: true });
    void desk.undo();
    await clock.pass(200);
    expect(mine()).toEqual(["a placed"]);
  });

  it("is busy until the new route is known", async () => {
    void desk.press(seen("a"));
    expect(desk.busy.value).toBe("a");
    void desk.press(seen("b"));
    await clock.pass(200);
    expect(desk.busy.value).toBeNull();
    expect(mine()).toEqual(["a placed"]);
  });

  it("asks before a place is swapped, and swaps back on undo", async () => {
    await press("a");
    await press("b");
    expect(desk.question.value).toMatchObject({ about: "swap", booking: { rival: { id: "a" } } });
    expect(mine()).toEqual(["a placed"]);
    void desk.answer(true);
    await clock.pass(200);
    expect(mine()).toEqual(["b placed"]);
    expect(desk.outcome.value).toMatchObject({ kind: "swapped", undo: true });
    void desk.undo();
    await clock.pass(200);
    expect(mine()).toEqual(["a placed"]);
    expect(desk.outcome.value).toMatchObject({ kind: "swapped", undo: false });
  });

  it("does nothing where the question is answered with no", async () => {
    await press("a");
    await press("b");
    void desk.answer(false);
    await clock.pass(200);
    expect(mine()).toEqual(["a placed"]);
    expect(desk.question.value).toBeNull();
  });

  it("leads to the waiting list of a full session, and the old place is kept until there is an offer", async () => {
    await press("a");
    await press("full");
    expect(desk.question.value?.about).toBe("wait");
    void desk.answer(true);
    await clock.pass(200);
    expect(mine()).toEqual(["a placed", "full waiting"]);
    expect(desk.outcome.value).toMatchObject({ kind: "waiting", ahead: 3 });
    model.places.offer("full", model.now + 3 * MINUTE);
    await clock.pass(200);
    expect(seen("full").deed).toBe("answer");
    void desk.accept(seen("full"));
    await clock.pass(200);
    expect(mine()).toEqual(["full placed"]);
  });

  it("asks before a place is given up that others wait for", async () => {
    model.places.offer("full", model.now + MINUTE);
    await clock.pass(200);
    void desk.accept(seen("full"));
    await clock.pass(200);
    await press("full");
    expect(desk.question.value?.about).toBe("giveUp");
  });
});

describe("an offer", () => {
  it("that I refuse is gone, and that is told", async () => {
    model.places.offer("full", model.now + MINUTE);
    await clock.pass(200);
    void desk.refuse(seen("full"));
    await clock.pass(200);
    expect(mine()).toEqual([]);
    expect(desk.outcome.value?.kind).toBe("refused");
    expect(venue.places.value.lapsed).toEqual([]);
  });

  it("whose time was up on the way is not mine, and that is told", async () => {
    model.places.offer("full", model.now + 10);
    await clock.pass(30);
    const offer = { ...seen("full"), deed: "answer" as const };
    void desk.accept(offer);
    await clock.pass(200);
    expect(desk.outcome.value).toMatchObject({ kind: "failed", code: "offer_gone" });
    model.places.expire("full");
    await clock.pass(200);
    expect(venue.places.value.lapsed).toEqual(["full"]);
  });
});

describe("what was done", () => {
  it("is told for a while, and not longer", async () => {
    await press("a");
    await clock.pass(SHOWN_FOR);
    expect(desk.outcome.value).toBeNull();
  });

  it("survives a line that breaks on the way: it is done once", async () => {
    void desk.press(seen("a"));
    model.cut();
    await clock.pass(10_000);
    expect(mine()).toEqual(["a placed"]);
    expect(model.places.sessions.get("a")?.free).toBe(1);
    expect(desk.outcome.value?.kind).toBe("placed");
  });
});

it("how I am taken along counts at once", async () => {
  void venue.follow("always");
  await clock.pass(200);
  expect(venue.places.value.follow).toBe("always");
});
