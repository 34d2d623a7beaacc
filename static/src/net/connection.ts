import { type VenueClosing } from "../protocol";
import { type Inbound, isReply, parseFrame, type ReceiptFrame } from "./frames";
import { type Line, type OpenLine } from "./socket";
import { type Cancel, jittered, type Timers } from "./timers";

/** How the venue is reached. `since` and `retryAt` are of the browser's own clock (`Timers.now`), in ms. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "connected" }
  | { readonly state: "reconnecting"; readonly since: number; readonly tries: number; readonly retryAt: number | null }
  | { readonly state: "offline"; readonly since: number }
  | { readonly state: "ended"; readonly code: number; readonly reason?: string };

export interface ConnectionOptions {
  readonly open: OpenLine;
  readonly timers: Timers;
  /** Whether the device says that it has a network at all. */
  readonly online: () => boolean;
  /** Begins the refs of this tab's pings. */
  readonly tab: string;
  readonly onLink: (link: Link) => void;
  readonly onMessage: (message: Inbound) => void;
  /** A ping came back: round trip in ms, and the server's event time halfway. */
  readonly onPong: (roundTrip: number, serverTime: number) => void;
}

const BASE = 250;
const CAP = 8_000;
const CONNECT_WITHIN = 10_000;
const PING_EVERY = 15_000;
/** The first ones follow each other sooner: while the page loads answers are slow, and the quickest tells the time. */
const FIRST_PINGS: readonly number[] = [700, 2_500];
const ANSWER_WITHIN = 10_000;
const PROBE_WITHIN = 4_000;
/** A connection that lived this long was a good one: the next loss starts with short waits again. */
const GOOD_AFTER = 5_000;
/** A timer that fires this much too late slept with the device: what it measured means nothing. */
const OVERSLEPT = 2_000;
/** Codes from here on mean: do not come back. */
const FOR_GOOD = 4500;

/** Keeps one line to the venue open, and says honestly whether there is one. */
export class Connection {
  readonly #options: ConnectionOptions;
  #link: Link = { state: "connecting" };
  #line: Line | null = null;
  #welcomed = false;
  #welcomedAt = 0;
  #lostAt: number | null = null;
  #tries = 0;
  /** How long the server asked to wait before coming back. */
  #asked: VenueClosing | null = null;
  #mustWait = false;
  #pings = 0;
  /** Pings that were answered since the welcome. */
  #pongs = 0;
  #pinged: { ref: string; at: number } | null = null;
  #cancelWait: Cancel | null = null;
  #cancelPing: Cancel | null = null;
  #cancelDeath: Cancel | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#welcomed;
  }

  /** Opens the line and keeps it open until `stop` or a closing for good. */
  start(): void {
    if (this.#line || this.#cancelWait) return;
    this.#open();
  }

  /** Closes the line and does not come back. */
  stop(): void {
    this.#clear();
    this.#dropLine();
  }

  /** False when there is no line: nothing was sent. */
  send(text: string): boolean {
    if (!this.#line || !this.#welcomed) return false;
    this.#line.send(text);
    return true;
  }

  /** The device woke up, came to the foreground, or found a network: look at once whether the venue is there. */
  hurry(): void {
    if (this.#link.state === "ended") return;
    if (this.#welcomed) this.#ping(PROBE_WITHIN);
    else if (this.#cancelWait && !this.#mustWait) {
      this.#clear();
      this.#open();
    } else if (!this.#line) this.#tellWaiting(null);
  }

  #open(): void {
    const { timers, open } = this.#options;
    this.#clear();
    if (this.#lostAt !== null) this.#tellWaiting(null);
    this.#welcomed = false;
    this.#asked = null;
    this.#mustWait = false;
    let current: Line | null = null;
    const line = open({
      onFrame: (text) => {
        if (this.#line === current) this.#hear(text);
      },
      onClose: (code) => {
        if (this.#line === current) this.#lost(code);
      },
    });
    current = line;
    this.#line = line;
    this.#cancelDeath = timers.after(CONNECT_WITHIN, () => this.#lost(1006));
  }

  #hear(text: string): void {
    for (const message of parseFrame(text)) {
      if (this.#welcomed) this.#alive();
      if (isReply(message)) {
        if (message.re === this.#pinged?.ref) this.#pong(message as ReceiptFrame);
        else this.#options.onMessage(message);
        continue;
      }
      if (message.on === "venue.closing") this.#asked = message;
      if (message.on === "venue.welcome") this.#welcome();
      this.#options.onMessage(message);
    }
  }

  #welcome(): void {
    this.#welcomed = true;
    this.#welcomedAt = this.#options.timers.now();
    this.#pongs = 0;
    this.#lostAt = null;
    this.#tell({ state: "connected" });
    this.#ping(ANSWER_WITHIN);
  }

  /** Something came: the line lives, whatever was asked. */
  #alive(): void {
    this.#cancelDeath?.();
    this.#cancelDeath = null;
  }

  #ping(answerWithin: number): void {
    const { timers, tab } = this.#options;
    this.#cancelPing?.();
    const ref = `${tab}-p${String((this.#pings += 1))}`;
    const sentAt = timers.now();
    this.#pinged = { ref, at: sentAt };
    this.#line?.send(JSON.stringify({ do: "venue.ping", ref }));
    this.#cancelPing = timers.after(PING_EVERY, () => this.#ping(ANSWER_WITHIN));
    this.#cancelDeath?.();
    this.#cancelDeath = timers.after(answerWithin, () => {
      if (timers.now() - sentAt > answerWithin + OVERSLEPT) this.#ping(PROBE_WITHIN);
      else this.#lost(1006);
    });
  }

  #pong(receipt: ReceiptFrame): void {
    const asked = this.#pinged;
    this.#pinged = null;
    const at = typeof receipt.ok === "object" && receipt.ok !== null && "at" in receipt.ok ? receipt.ok.at : null;
    if (!asked || typeof at !== "number") return;
    this.#options.onPong(this.#options.timers.now() - asked.at, at);
    const soon = FIRST_PINGS[this.#pongs];
    this.#pongs += 1;
    if (soon === undefined) return;
    this.#cancelPing?.();
    this.#cancelPing = this.#options.timers.after(soon, () => this.#ping(ANSWER_WITHIN));
  }

  #lost(code: number): void {
    const { timers } = this.#options;
    const asked = this.#asked;
    if (this.#welcomed && timers.now() - this.#welcomedAt >= GOOD_AFTER) this.#tries = 0;
    this.#clear();
    this.#dropLine();
    const end = code >= FOR_GOOD && code < 5000 ? code : asked && asked.code >= FOR_GOOD ? asked.code : null;
    if (end !== null) {
      this.#tell({ state: "ended", code: end, ...(asked?.reason ? { reason: asked.reason } : {}) });
      return;
    }
    this.#lostAt ??= timers.now();
    this.#mustWait = asked !== null && asked.wait > 0;
    const wait = asked && this.#mustWait ? asked.wait : jittered(BASE, CAP, this.#tries, timers.random());
    this.#tries += 1;
    this.#cancelWait = timers.after(wait, () => {
      this.#cancelWait = null;
      this.#open();
    });
    this.#tellWaiting(timers.now() + wait);
  }

  #tellWaiting(retryAt: number | null): void {
    const since = this.#lostAt ?? this.#options.timers.now();
    if (this.#options.online()) this.#tell({ state: "reconnecting", since, tries: this.#tries, retryAt });
    else this.#tell({ state: "offline", since });
  }

  #tell(link: Link): void {
    this.#link = link;
    this.#options.onLink(link);
  }

  #dropLine(): void {
    const line = this.#line;
    this.#line = null;
    this.#welcomed = false;
    line?.close();
  }

  #clear(): void {
    this.#cancelWait?.();
    this.#cancelPing?.();
    this.#cancelDeath?.();
    this.#cancelWait = this.#cancelPing = this.#cancelDeath = null;
    this.#pinged = null;
  }
}
