import { type Command, type RefusalCode, type RefusalFrame, type Results } from "../protocol";
import { type ReceiptFrame } from "./frames";
import { type Cancel, type Timers } from "./timers";

type Do = Command["do"];
type Of<D extends Do> = Extract<Command, { do: D }>;

/** What a command needs to be told, without its name and ref. */
export type Fields<D extends Do> = Omit<Of<D>, "do" | "ref">;

/** A refusal of the venue, or: `no_answer` (not in time), `lost` (the connection broke before the answer came). */
export type RefusedCode = RefusalCode | "no_answer" | "lost";

/** A command was not done. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: RefusedCode;

  constructor(code: RefusedCode, detail = "") {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.code = code;
  }
}

export interface RequestOptions {
  /** The ref to use; the same ref is applied once, however often it is sent. */
  readonly ref?: string;
  /** Kept over a lost connection and sent again after it; else a loss rejects with `lost`. */
  readonly keep?: boolean;
  /** Milliseconds until `no_answer`. */
  readonly patience?: number;
}

interface Pending {
  readonly ref: string;
  readonly text: string;
  readonly keep: boolean;
  readonly done: (outcome: unknown) => void;
  readonly cancelPatience: Cancel;
  cancelRetry: Cancel | null;
  tries: number;
}

const PATIENCE = 20_000;
const RETRY_BASE = 400;
const RETRY_CAP = 6_000;
const MAX_TRIES = 8;
/** More unanswered commands than a person can have given. */
const MAX_PENDING = 256;

/** Gives commands their refs, and answers each with its receipt: repeated where that helps, and only there. */
export class Commands {
  readonly #tab: string;
  readonly #send: (text: string) => boolean;
  readonly #timers: Timers;
  readonly #pending = new Map<string, Pending>();
  #last = 0;
  #ready = false;

  constructor(tab: string, send: (text: string) => boolean, timers: Timers) {
    this.#tab = tab;
    this.#send = send;
    this.#timers = timers;
  }

  nextRef(): string {
    return `${this.#tab}-${String((this.#last += 1))}`;
  }

  /** Sends a command; resolves with its receipt's content, rejects with `Refused`. */
  request<D extends Do>(name: D, fields: Fields<D>, options: RequestOptions = {}): Promise<Results[D]> {
    return new Promise((resolve, reject) => {
      this.call(name, fields, options, (outcome) => {
        if (outcome instanceof Refused) reject(outcome);
        else resolve(outcome);
      });
    });
  }

  /** The same, answered within the frame that brings the receipt: before what follows the receipt is heard. */
  call<D extends Do>(
    name: D,
    fields: Fields<D>,
    options: RequestOptions,
    done: (outcome: Results[D] | Refused) => void,
  ): void {
    const ref = options.ref ?? this.nextRef();
    const keep = options.keep ?? false;
    if (this.#pending.has(ref)) {
      done(new Refused("conflict", "the ref is under way"));
      return;
    }
    if (this.#pending.size >= MAX_PENDING) {
      done(new Refused("too_many", "too many commands wait for an answer"));
      return;
    }
    const pending: Pending = {
      ref,
      text: JSON.stringify({ do: name, ref, ...fields }),
      keep,
      done: done as (outcome: unknown) => void,
      cancelPatience: this.#timers.after(options.patience ?? PATIENCE, () => this.#end(ref, new Refused("no_answer"))),
      cancelRetry: null,
      tries: 0,
    };
    this.#pending.set(ref, pending);
    const sent = (this.#ready || !keep) && this.#send(pending.text);
    if (!sent && !keep) this.#end(ref, new Refused("lost"));
  }

  /** A receipt or refusal came. */
  receive(reply: ReceiptFrame | RefusalFrame): void {
    const pending = this.#pending.get(reply.re);
    if (!pending) return;
    if ("error" in reply) this.#refused(pending, reply);
    else this.#end(reply.re, reply.ok);
  }

  /** The connection is lost: what is not kept is rejected. */
  lost(): void {
    this.#ready = false;
    for (const pending of [...this.#pending.values()]) {
      pending.cancelRetry?.();
      pending.cancelRetry = null;
      if (!pending.keep) this.#end(pending.ref, new Refused("lost"));
    }
  }

  /** The connection stands and the room is followed again: everything unanswered is sent again, in order. */
  ready(): void {
    this.#ready = true;
    for (const pending of this.#pending.values()) {
      if (pending.keep && pending.cancelRetry === null) this.#send(pending.text);
    }
  }

  /** The venue is left for good. */
  stop(): void {
    this.#ready = false;
    for (const pending of [...this.#pending.values()]) this.#end(pending.ref, new Refused("lost"));
  }

  #refused(pending: Pending, { error }: RefusalFrame): void {
    pending.tries += 1;
    if (!error.retry || pending.tries >= MAX_TRIES) {
      this.#end(pending.ref, new Refused(error.code as RefusalCode, error.message));
      return;
    }
    // Growing waits, at least half of each: the venue asked for patience.
    const wait = Math.min(RETRY_CAP, RETRY_BASE * 2 ** (pending.tries - 1)) * (0.5 + this.#timers.random() / 2);
    pending.cancelRetry?.();
    pending.cancelRetry = this.#timers.after(wait, () => {
      pending.cancelRetry = null;
      this.#send(pending.text);
    });
  }

  #end(ref: string, outcome: unknown): void {
    const pending = this.#pending.get(ref);
    if (!pending) return;
    this.#pending.delete(ref);
    pending.cancelPatience();
    pending.cancelRetry?.();
    pending.done(outcome);
  }
}
