import { beforeEach, describe, expect, it } from "vitest";
import { HandClock } from "../testing/handClock";
import { ModelVenue } from "../testing/modelVenue";
import { type LoggedEvent } from "../protocol";
import { type Outgoing } from "./outbox";
import { Session } from "./session";

let clock: HandClock;
let venue: ModelVenue;
let session: Session;
let shown: { room: string; events: LoggedEvent[] };
let outgoing: readonly Outgoing[];

function come(): void {
  let stored: string | null = null;
  shown = { room: "", events: [] };
  outgoing = [];
  session = new Session({
    open: venue.open,
    timers: clock,
    tab: "me",
    outbox: { read: () => stored, write: (text) => (stored = text) },
    online: () => true,
    today: () => clock.now(),
    wish: null,
    events: {
      onLink: () => undefined,
      onEvent: () => undefined,
      onSnapshot: ({ room, events }) => (shown = { room, events: [...events] }),
      onEvents: (_room, events) => shown.events.push(...events),
      onFollowing: () => undefined,
      onStay: () => undefined,
      onOutgoing: (messages) => (outgoing = messages),
      onPong: () => undefined,
    },
  });
  session.start();
}

beforeEach(() => {
  clock = new HandClock();
  venue = new ModelVenue(clock);
  come();
});

function say(text: string): void {
  session.outbox.put(session.commands.nextRef(), shown.room, text);
}

function textsIn(room: string): string[] {
  return venue.log(room).flatMap((event) => (event.on === "chat.posted" ? [event.text] : []));
}

describe("one person in the venue", () => {
  it("says while offline what goes out once and in order after the return", async () => {
    await clock.pass(200);
    say("zero");
    await clock.pass(10);
    venue.reachable = false;
    venue.cut();
    for (const text of ["one", "two", "three"]) say(text);
    await clock.pass(20_000);
    venue.reachable = true;
    await clock.pass(20_000);
    expect(textsIn("foyer")).toEqual(["zero", "one", "two", "three"]);
    expect(outgoing).toEqual([]);
  });

  it("does not say twice what the venue had taken when the line broke", async () => {
    await clock.pass(200);
    say("once");
    await clock.pass(25);
    expect(textsIn("foyer")).toEqual(["once"]);
    venue.cut();
    await clock.pass(20_000);
    expect(textsIn("foyer")).toEqual(["once"]);
    expect(shown.events.map((event) => event.offset)).toEqual([1]);
    expect(outgoing).toEqual([]);
  });

  it("gets the text back that was meant for the room it was moved from", async () => {
    await clock.pass(200);
    venue.reachable = false;
    venue.cut();
    say("for the foyer");
    venue.move("workshop");
    venue.reachable = true;
    await clock.pass(20_000);
    expect(shown.room).toBe("workshop");
    expect(textsIn("foyer")).toEqual([]);
    expect(outgoing).toMatchObject([{ text: "for the foyer", state: "returned" }]);
  });

  it("misses nothing when the venue lost a publication", async () => {
    await clock.pass(200);
    venue.say("foyer", "a");
    venue.deaf = true;
    venue.say("foyer", "b");
    venue.deaf = false;
    venue.say("foyer", "c");
    await clock.pass(1_000);
    expect(shown.events.map((event) => event.offset)).toEqual([1, 2, 3]);
  });
});

/** A small generator, so that a failing day can be played again (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ROOMS = ["foyer", "plenum", "workshop"];

/** The offsets that `events` have when none is missing, doubled or misplaced. */
function countedOn(events: readonly LoggedEvent[]): number[] {
  const first = events[0]?.offset ?? 0;
  return events.map((_, index) => first + index);
}

async function playDay(seed: number): Promise<string[]> {
  const random = chance(seed);
  clock.chance = random;
  const said: string[] = [];
  const anyRoom = (): string => ROOMS[Math.floor(random() * ROOMS.length)] ?? "foyer";
  const deeds: (() => void)[] = [
    () => {
      if (shown.room === "") return;
      said.push(`mine ${said.length}`);
      say(said.at(-1) ?? "");
    },
    () => venue.say(anyRoom(), "theirs"),
    () => venue.say(venue.here, "theirs"),
    () => venue.cut(),
    () => (venue.reachable = random() < 0.7),
    () => venue.move(anyRoom()),
    () => session.follower.walk(anyRoom()),
    () => (venue.deaf = random() < 0.4),
    () => venue.rewind(),
  ];
  for (let turn = 0; turn < 300; turn += 1) {
    deeds[Math.floor(random() * deeds.length)]?.();
    if (random() < 0.5) await clock.pass(random() * 120);
    expect(shown.events.map((event) => event.offset)).toEqual(countedOn(shown.events));
  }
  venue.reachable = true;
  venue.deaf = false;
  // After the storm: one more sentence reveals a gap at the end.
  await clock.pass(60_000);
  venue.say(venue.here, "the end");
  await clock.pass(60_000);
  return said;
}

describe("a stormy day", () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))("ends with every word in its place (day %i)", async (seed) => {
    const said = await playDay(seed);
    expect(shown.room).toBe(venue.here);
    const log = venue.log(venue.here).map((event) => event.offset);
    expect(shown.events.map((event) => event.offset)).toEqual(log.slice(-shown.events.length));
    expect(shown.events.at(-1)).toMatchObject({ text: "the end" });

    const everywhere = ROOMS.flatMap(textsIn).filter((text) => text.startsWith("mine"));
    expect(new Set(everywhere).size).toBe(everywhere.length);
    const given = outgoing.map((message) => message.text);
    expect([...everywhere, ...given].sort()).toEqual([...said].sort());
    for (const room of ROOMS) {
      const mine = textsIn(room).filter((text) => text.startsWith("mine"));
      expect(mine).toEqual([...mine].sort((one, other) => said.indexOf(one) - said.indexOf(other)));
    }
    expect(outgoing.every((message) => message.state === "returned")).toBe(true);
  });
});
