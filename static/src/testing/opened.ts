/** The app's state for tests: opened on lines and clocks that they move by hand. */
import { HandClock } from "./handClock";
import { Exchange } from "./lines";
import { eventInfo, TEN } from "./samples";
import { type Shelf } from "../net/outbox";
import { type Venue } from "../state/index";
import { createVenue, type VenueLife } from "../state/store";

export let clock: HandClock;
export let exchange: Exchange;
export let shelves: Map<string, string>;
export let life: VenueLife;
export let venue: Venue;
export let stale: number;

function shelf(name: string): Shelf {
  return { read: () => shelves.get(name) ?? null, write: (text) => void shelves.set(name, text) };
}

/** Loads the app, with what the browser keeps; `wish`: the room of the address. */
function open(wish: string | null = null): void {
  life = createVenue({
    info: eventInfo(),
    open: exchange.open,
    timers: clock,
    tab: "tab",
    online: () => true,
    today: () => TEN - 5_000,
    shelf,
    wish,
    onStale: () => (stale += 1),
  });
  venue = life.venue;
  life.start();
}

/** Loads it again, on new lines. */
export function reopen(wish: string | null = null): void {
  exchange = new Exchange();
  open(wish);
}

/** A browser in which nothing was kept yet, before every test. */
export function begin(): void {
  clock = new HandClock();
  exchange = new Exchange();
  shelves = new Map();
  stale = 0;
  open();
}

/** Answers the newest command of a kind with a receipt. */
export async function grant(name: string, ok: object): Promise<void> {
  exchange.line.say({ re: exchange.line.last(name)?.ref, ok });
  await clock.pass(0);
}

/** Answers the newest command of a kind with a refusal. */
export async function refuse(name: string, code: string): Promise<void> {
  exchange.line.say({ re: exchange.line.last(name)?.ref, error: { code, retry: false, message: "" } });
  await clock.pass(0);
}
