import { type LoggedEvent, type Position, type RefusalCode, type Snapshot } from "../protocol";
import { Refused, type RefusedCode } from "./commands";
import { type Cancel, type Timers } from "./timers";

type Answer = (outcome: Snapshot | Refused) => void;

/** What the follower asks the venue; answered before anything that follows the receipt is heard. */
export interface Asks {
  enter(room: string, answer: Answer): void;
  resume(room: string, position: Position, answer: Answer): void;
}

export interface FollowerOptions {
  readonly asks: Asks;
  readonly timers: Timers;
  /** A room as a whole: shown instead of what was there. */
  readonly onSnapshot: (snapshot: Snapshot) => void;
  /** Events of the followed room, in order and without a gap; with a roster where a resume brought one. */
  readonly onEvents: (room: string, events: readonly LoggedEvent[], resumed: Snapshot | null) => void;
  /** The room of this connection is followed from here on: commands may be sent. */
  readonly onFollowing: () => void;
  /** A walk was refused: the place stays what it was. */
  readonly onStay: (room: string, code: RefusalCode | "no_answer") => void;
}

type Ask =
  | { readonly kind: "walk"; readonly room: string }
  | { readonly kind: "open"; readonly room: string }
  | { readonly kind: "resume" };

/** Events held back while an answer is awaited; more than that is fetched again. */
const MAX_HELD = 1_000;
const AGAIN_AFTER = 1_500;
const NOWHERE: Position = { epoch: "", offset: 0 };

/**
 * Follows the log of the room one is in: events come out in order, once, without a gap; a gap is closed by asking.
 * One question at a time: what comes up meanwhile waits, and the last wish counts.
 */
export class Follower {
  readonly #options: FollowerOptions;
  #here = "";
  #room: string | null = null;
  #position: Position | null = null;
  #asking: Ask | null = null;
  #next: Ask | null = null;
  #held: LoggedEvent[] = [];
  #spilled = false;
  #connected = false;
  #ready = false;
  #generation = 0;
  #cancelAgain: Cancel | null = null;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** The room whose log is followed; null before the first snapshot. */
  get room(): string | null {
    return this.#room;
  }

  get position(): Position | null {
    return this.#position;
  }

  /** Where I am still on the way to; null when nowhere. */
  get wish(): string | null {
    const ask = this.#next ?? this.#asking;
    return ask?.kind === "walk" ? ask.room : null;
  }

  /** A connection stands; `here` is where the venue says I am, `wish` where the address bar wants to go. */
  welcome(here: string, wish: string | null): void {
    this.lost();
    this.#connected = true;
    this.#here = here;
    if (this.#room !== null) this.#ask({ kind: "resume" });
    else if (wish !== null && wish !== here) this.#ask({ kind: "walk", room: wish });
    else this.#ask({ kind: "open", room: here });
  }

  /** The connection is gone: what was asked is asked anew on the next one. */
  lost(): void {
    this.#generation += 1;
    this.#connected = false;
    this.#ready = false;
    this.#cancelAgain?.();
    this.#cancelAgain = null;
    if (this.#asking?.kind === "walk") this.#next ??= this.#asking;
    this.#asking = null;
    this.#held = [];
  }

  /** I want to go to `room`. */
  walk(room: string): void {
    this.#queue({ kind: "walk", room });
  }

  /** I do not want to go any more; what is under way already happens. */
  stay(): void {
    if (this.#next?.kind === "walk") this.#next = null;
  }

  /** I am elsewhere now, by somebody else's doing or another tab's. A resume never moves, and tells where I am. */
  moved(): void {
    this.#queue({ kind: "resume" });
  }

  /**
   * The room's history is another one. Asked for without walking there, which would undo a walk or a move that happened
   * meanwhile; and a walk that waits brings a whole room, too.
   */
  resynced(room: string): void {
    if (room !== this.#room) return;
    this.#position = null;
    if (this.#next?.kind !== "walk") this.#queue({ kind: "resume" });
  }

  /** A logged event came. */
  hear(event: LoggedEvent): void {
    const position = this.#position;
    if (event.room === this.#room && position) {
      if (event.offset <= position.offset) return;
      if (event.offset === position.offset + 1) {
        this.#position = { ...position, offset: event.offset };
        this.#options.onEvents(event.room, [event], null);
        return;
      }
    }
    if (this.#asking) this.#hold(event);
    else if (event.room === this.#room && this.#connected) {
      this.#hold(event);
      this.#ask({ kind: "resume" });
    }
  }

  #hold(event: LoggedEvent): void {
    if (this.#held.length < MAX_HELD) this.#held.push(event);
    else this.#spilled = true;
  }

  #queue(ask: Ask): void {
    if (this.#asking || !this.#connected) this.#next = ask;
    else this.#ask(ask);
  }

  #takeNext(): void {
    const next = this.#next;
    this.#next = null;
    if (next) this.#ask(next);
  }

  #ask(ask: Ask): void {
    const generation = this.#generation;
    this.#cancelAgain?.();
    this.#cancelAgain = null;
    this.#asking = ask;
    const answer: Answer = (outcome) => {
      if (generation !== this.#generation || this.#asking !== ask) return;
      this.#asking = null;
      if (outcome instanceof Refused) this.#refused(ask, outcome.code);
      else this.#answered(ask, outcome);
    };
    const { asks } = this.#options;
    if (ask.kind !== "resume") asks.enter(ask.room, answer);
    else asks.resume(this.#room ?? this.#here, this.#position ?? NOWHERE, answer);
  }

  #answered(ask: Ask, snapshot: Snapshot): void {
    const before = this.#room;
    // A resume that found me elsewhere: where I wanted to walk before that no longer counts.
    if (ask.kind === "resume" && this.#next?.kind === "walk" && snapshot.room !== before) this.#next = null;
    if (this.#continues(snapshot)) this.#continue(snapshot);
    else this.#begin(snapshot);
    this.#release();
    if (!this.#ready) {
      this.#ready = true;
      this.#options.onFollowing();
    }
    if (!this.#asking && this.#next) this.#takeNext();
  }

  /** Whether the snapshot is the continuation of what is shown, without a gap. */
  #continues(snapshot: Snapshot): boolean {
    const position = this.#position;
    if (!snapshot.resumed || !position || snapshot.room !== this.#room) return false;
    if (snapshot.position.epoch !== position.epoch) return false;
    const first = snapshot.events[0];
    return first === undefined ? snapshot.position.offset <= position.offset : first.offset <= position.offset + 1;
  }

  #continue(snapshot: Snapshot): void {
    const known = this.#position?.offset ?? 0;
    const news = snapshot.events.filter((event) => event.offset > known);
    this.#position = { epoch: snapshot.position.epoch, offset: Math.max(known, snapshot.position.offset) };
    this.#options.onEvents(snapshot.room, news, snapshot);
  }

  #begin(snapshot: Snapshot): void {
    this.#room = snapshot.room;
    this.#position = snapshot.position;
    this.#options.onSnapshot(snapshot);
  }

  /** What was held back and is not in the snapshot. */
  #release(): void {
    const held = this.#held.sort((one, other) => one.offset - other.offset);
    const spilled = this.#spilled;
    this.#held = [];
    this.#spilled = false;
    for (const event of held) {
      if (event.room === this.#room) this.hear(event);
    }
    if (spilled && this.#asking === null) this.#ask({ kind: "resume" });
  }

  #refused(ask: Ask, code: RefusedCode): void {
    if (code === "lost") return;
    if (ask.kind === "walk") this.#options.onStay(ask.room, code);
    if (this.#next) this.#takeNext();
    else if (ask.kind === "walk" && this.#room !== null) this.#release();
    else if (ask.kind === "walk") this.#ask({ kind: "open", room: this.#here });
    else this.#cancelAgain = this.#options.timers.after(AGAIN_AFTER, () => this.#askAgain());
  }

  /** Nothing is followed yet, or the log has a gap: that does not rest. */
  #askAgain(): void {
    if (this.#asking || !this.#connected) return;
    this.#ask(this.#room === null ? { kind: "open", room: this.#here } : { kind: "resume" });
  }
}
