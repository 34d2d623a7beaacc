import { Refused, type RefusedCode } from "./commands";
import { type Cancel, type Timers } from "./timers";

/**
 * waiting: not sent yet. sending: sent, not answered. sent: the venue has it, the log shows it in a moment. failed:
 * refused, with the code. returned: not said, because I am in another room now; the text is offered back.
 */
export type OutgoingState = "waiting" | "sending" | "sent" | "failed" | "returned";

/** A message of mine that is not in the log yet. */
export interface Outgoing {
  readonly ref: string;
  readonly room: string;
  readonly text: string;
  /** When it was written: milliseconds since 1970 of the browser's clock. */
  readonly at: number;
  readonly state: OutgoingState;
  readonly code: RefusedCode | null;
}

/** Where the queue survives a reload: the tab's own storage. */
export interface Shelf {
  read(): string | null;
  write(text: string): void;
}

export interface OutboxOptions {
  readonly shelf: Shelf;
  readonly timers: Timers;
  /** Milliseconds since 1970, to say how old a message is after a reload. */
  readonly today: () => number;
  readonly send: (message: Outgoing) => Promise<unknown>;
  readonly onChange: (messages: readonly Outgoing[]) => void;
}

/** More than anybody writes offline; what is over it fails at once instead of being lost later. */
export const MAX_WAITING = 200;
/** Older than this, the venue may have forgotten the ref (it keeps them a day): offered back instead of said twice. */
export const MAX_AGE = 12 * 3_600_000;
const STORE_AGAIN = 3_000;
const HEARD_WITHIN = 4_000;

/**
 * What I said, until the venue has it: sent one after the other, so that the order is the one it was written in, and
 * each with its own ref, so that it is said once however often it must be sent.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #messages: readonly Outgoing[];
  #open = false;
  #underway: string | null = null;
  #cancelReopen: Cancel | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#messages = restored(options.shelf.read());
  }

  get messages(): readonly Outgoing[] {
    return this.#messages;
  }

  /** Takes a message; it goes out as soon as those before it have. */
  put(ref: string, room: string, text: string): void {
    const crowded = this.#messages.filter((message) => message.state === "waiting").length >= MAX_WAITING;
    const message: Outgoing = {
      ref,
      room,
      text,
      at: this.#options.today(),
      state: crowded ? "failed" : "waiting",
      code: crowded ? "too_many" : null,
    };
    this.#set([...this.#messages, message]);
    this.#next();
  }

  /** The room is followed: send what waits. */
  open(): void {
    this.#open = true;
    this.#next();
  }

  /** The connection is lost: nothing is sent until `open`. */
  close(): void {
    this.#cancelReopen?.();
    this.#cancelReopen = null;
    this.#open = false;
  }

  /** A message of mine was heard in the log, perhaps before its receipt. */
  heard(ref: string): void {
    this.#drop(ref);
  }

  /** Sends a failed message once more, as the last one. */
  retry(ref: string): void {
    const message = this.#messages.find((other) => other.ref === ref);
    if (message?.state !== "failed") return;
    this.#set([
      ...this.#messages.filter((other) => other.ref !== ref),
      { ...message, at: this.#options.today(), state: "waiting", code: null },
    ]);
    this.#next();
  }

  /** Forgets a failed or returned message; hands it back for those who want its text. */
  discard(ref: string): Outgoing | null {
    const message = this.#messages.find((other) => other.ref === ref) ?? null;
    if (message?.state !== "failed" && message?.state !== "returned") return null;
    this.#drop(ref);
    return message;
  }

  #next(): void {
    if (!this.#open || this.#underway !== null) return;
    const message = this.#messages.find((other) => other.state === "waiting");
    if (!message) return;
    if (this.#options.today() - message.at > MAX_AGE) {
      this.#change(message.ref, "returned", null);
      this.#next();
      return;
    }
    this.#underway = message.ref;
    this.#change(message.ref, "sending", null);
    this.#options.send(message).then(
      () => this.#answered(message.ref, null),
      (reason: unknown) => this.#answered(message.ref, reason instanceof Refused ? reason.code : "no_answer"),
    );
  }

  #answered(ref: string, code: RefusedCode | null): void {
    this.#underway = null;
    if (code === null) this.#done(ref);
    else if (code === "lost") this.#wait(ref);
    else if (code === "store_unavailable") this.#wait(ref, STORE_AGAIN);
    else if (code === "not_here") this.#change(ref, "returned", code);
    else this.#change(ref, "failed", code);
    this.#next();
  }

  /** Shown until the log shows it; where the log is another one by now, for a moment. */
  #done(ref: string): void {
    this.#change(ref, "sent", null);
    this.#options.timers.after(HEARD_WITHIN, () => this.#drop(ref));
  }

  /** Nothing is wrong with the message: it waits for the next `open`, or for a while. */
  #wait(ref: string, milliseconds?: number): void {
    this.#open = false;
    this.#change(ref, "waiting", null);
    if (milliseconds === undefined) return;
    this.#cancelReopen?.();
    this.#cancelReopen = this.#options.timers.after(milliseconds, () => this.open());
  }

  #change(ref: string, state: OutgoingState, code: RefusedCode | null): void {
    this.#set(this.#messages.map((message) => (message.ref === ref ? { ...message, state, code } : message)));
  }

  #drop(ref: string): void {
    if (this.#messages.some((message) => message.ref === ref))
      this.#set(this.#messages.filter((message) => message.ref !== ref));
  }

  #set(messages: readonly Outgoing[]): void {
    this.#messages = messages;
    this.#options.shelf.write(JSON.stringify(messages.filter((message) => message.state !== "sent")));
    this.#options.onChange(messages);
  }
}

/** What the shelf held; what was under way when the page went away is sent again, with its ref. */
function restored(text: string | null): readonly Outgoing[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return [];
    return value.filter(isOutgoing).map((item) => (item.state === "sending" ? { ...item, state: "waiting" } : item));
  } catch {
    return [];
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  if (typeof value !== "object" || value === null) return false;
  const item = value as Record<string, unknown>;
  return ["ref", "room", "text", "state"].every((key) => typeof item[key] === "string") && typeof item.at === "number";
}
