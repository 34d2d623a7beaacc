import { type Line, type LineEvents, type OpenLine } from "../net/socket";
import { type ChatPosted, type Command, type LoggedEvent, type Snapshot } from "../protocol";
import { type HandClock } from "./handClock";
import { ModelPlaces } from "./modelPlaces";
import { TEN, welcome } from "./samples";

/** How long a frame is under way, in ms. */
const TRAVEL = 20;
const KEPT = 30;

/**
 * The promises of the venue for one person, as small as they can be written: rooms with ordered logs, refs applied
 * once, resume from a position, places. What is on its way when a line breaks is lost, in both directions.
 */
export class ModelVenue {
  readonly logs = new Map<string, LoggedEvent[]>();
  readonly places = new ModelPlaces(
    () => this.now,
    (frame) => this.#tell(frame),
  );
  here = "foyer";
  /** Publications get lost: an event that is in the log but was not told. */
  deaf = false;
  #epoch = 1;
  readonly #clock: HandClock;
  readonly #receipts = new Map<string, unknown>();
  #line: { events: LineEvents; hears: string | null; up: boolean } | null = null;
  reachable = true;

  constructor(clock: HandClock) {
    this.#clock = clock;
  }

  /** Event time in ms. */
  get now(): number {
    return TEN + this.#clock.now();
  }

  readonly open: OpenLine = (events): Line => {
    const line = { events, hears: null, up: this.reachable };
    if (!this.reachable) this.#clock.after(TRAVEL, () => events.onClose(1006));
    this.#line = line;
    const { route, counts } = this.places;
    this.#tell(welcome(this.here, { route, places: counts, at: this.now }), line);
    return {
      send: (text) => this.#clock.after(TRAVEL, () => line.up && this.#do(JSON.parse(text) as Command)),
      close: () => (line.up = false),
    };
  };

  log(room: string): LoggedEvent[] {
    const known = this.logs.get(room);
    if (known) return known;
    const made: LoggedEvent[] = [];
    this.logs.set(room, made);
    return made;
  }

  /** Somebody else says something. */
  say(room: string, text: string, by = "other", ref = ""): ChatPosted {
    const log = this.log(room);
    const offset = (log.at(-1)?.offset ?? 0) + 1;
    const event: ChatPosted = { on: "chat.posted", room, offset, by, name: by, text, at: TEN, ref };
    log.push(event);
    if (this.#line?.hears === room && !this.deaf) this.#tell(event);
    return event;
  }

  /** A moderator moves the person. */
  move(to: string): void {
    this.here = to;
    if (!this.#line) return;
    this.#line.hears = null;
    this.#tell({ on: "you.moved", room: to, cause: "moderator", by: "Moderation", reason: "", at: TEN });
  }

  /** The history of all rooms is another one. */
  rewind(): void {
    this.#epoch += 1;
    const room = this.#line?.hears;
    if (room) this.#tell({ on: "venue.resynced", room });
  }

  /** The line breaks; what is under way is lost. */
  cut(): void {
    const line = this.#line;
    if (!line?.up) return;
    line.up = false;
    line.events.onClose(1006);
  }

  #tell(frame: object, line = this.#line): void {
    this.#clock.after(TRAVEL, () => {
      if (line?.up) line.events.onFrame(JSON.stringify(frame));
    });
  }

  #do(command: Command): void {
    if (!this.#receipts.has(command.ref)) {
      const outcome = this.#outcome(command);
      const kept = command.do === "chat.send" || command.do.startsWith("place.");
      if (kept && "ok" in outcome) this.#receipts.set(command.ref, outcome);
      this.#tell({ re: command.ref, ...outcome });
    } else this.#tell({ re: command.ref, ...(this.#receipts.get(command.ref) as object) });
  }

  #outcome(command: Command): { ok: unknown } | { error: unknown } {
    switch (command.do) {
      case "venue.ping":
        return { ok: { at: this.now } };
      case "room.enter":
        this.here = command.room;
        return { ok: this.#snapshot(null) };
      case "venue.resume":
        return { ok: this.#snapshot(command.room === this.here ? command.position : null) };
      case "chat.send": {
        if (command.room !== this.here) return { error: { code: "not_here", retry: false, message: "" } };
        const event = this.say(command.room, command.text, "me", command.ref);
        return { ok: { offset: event.offset, at: TEN } };
      }
      default:
        return this.places.do(command) ?? { ok: {} };
    }
  }

  #snapshot(from: { epoch: string; offset: number } | null): Snapshot {
    const log = this.log(this.here);
    const epoch = `${this.here} ${this.#epoch}`;
    const end = log.at(-1)?.offset ?? 0;
    const resumed = from?.epoch === epoch && end - from.offset <= KEPT;
    const events = resumed ? log.filter((event) => event.offset > from.offset) : log.slice(-KEPT);
    if (this.#line) this.#line.hears = this.here;
    return {
      room: this.here,
      position: { epoch, offset: end },
      resumed,
      events,
      older: !resumed && log.length > events.length,
      roster: { count: 1, people: [] },
    };
  }
}
