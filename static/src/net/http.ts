import {
  type DoorPreview,
  type DoorRefusalCode,
  type Entered,
  type EnterWith,
  type EventInfo,
  type Me,
  type MyData,
  type MyDay,
  type Published,
  type PublishWith,
  type Versions,
} from "../protocol";
import { browserTimers, type Timers } from "./timers";

/** The door did not open; `unreachable`: nobody answered. */
export class DoorRefused extends Error {
  override readonly name = "DoorRefused";
  readonly code: DoorRefusalCode | "unreachable";

  constructor(code: DoorRefusalCode | "unreachable") {
    super(code);
    this.code = code;
  }
}

const ANSWER_WITHIN = 10_000;
/**
 * So often the same is asked while the venue says that it cannot answer yet: its store restarts within two seconds.
 * Only what changes nothing, or nothing more the second time: leaving or erasing may have been done although the answer
 * says that it was not, and the person may be somebody else by then.
 */
const MAX_TRIES = 4;
/** Between two of them, and up to as much again, so that 400 browsers at the door do not come back in step. */
const AGAIN_AFTER = 750;

/** What the venue is asked over HTTP; `address` makes an address of a call's name (`paths.api`). */
export class Front {
  readonly #address: (name: string) => string;
  readonly #timers: Timers;

  constructor(address: (name: string) => string, timers = browserTimers) {
    this.#address = address;
    this.#timers = timers;
  }

  event(): Promise<EventInfo> {
    return this.#ask<EventInfo>("event", undefined, MAX_TRIES);
  }

  /** Who I am, null without a valid pass. Throws `shown_out` where there is one whose holder was shown out. */
  async me(): Promise<Me | null> {
    try {
      return (await this.#ask<{ me: Me | null }>("me", undefined, MAX_TRIES)).me;
    } catch (refused) {
      if (refused instanceof DoorRefused && refused.code === "pass_ended") return null;
      throw refused;
    }
  }

  /** Whom a ticket is for, without entering. */
  preview(ticket: string): Promise<DoorPreview> {
    return this.#ask<DoorPreview>("door", { ticket }, MAX_TRIES);
  }

  /** A name is sent once: each time that it comes in, it is another person. */
  enter(what: EnterWith): Promise<Entered> {
    return this.#ask<Entered>("enter", what, what.ticket ? MAX_TRIES : 1);
  }

  /** Leaves the venue and forgets the pass on this device. */
  async leave(): Promise<void> {
    await this.#ask("leave", {});
  }

  data(): Promise<MyData> {
    return this.#ask<MyData>("me/data");
  }

  /** How a calendar subscribes to my route: a new address for each asking. */
  day(): Promise<MyDay> {
    return this.#ask<MyDay>("me/day");
  }

  /** The versions of the event file; for operators. */
  versions(): Promise<Versions> {
    return this.#ask<Versions>("versions");
  }

  /** What publishing a version would mean, or do it. */
  publish(what: PublishWith): Promise<Published> {
    return this.#ask<Published>("versions", what);
  }

  async erase(): Promise<void> {
    await this.#ask("me/erase", {});
  }

  async #ask<T>(name: string, body?: object, tries = 1): Promise<T> {
    try {
      return await this.#askOnce<T>(name, body);
    } catch (refused) {
      if (tries <= 1 || !(refused instanceof DoorRefused) || refused.code !== "store_unavailable") throw refused;
    }
    await this.#pause();
    return this.#ask<T>(name, body, tries - 1);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => this.#timers.after(AGAIN_AFTER * (1 + this.#timers.random()), resolve));
  }

  async #askOnce<T>(name: string, body?: object): Promise<T> {
    const response = await this.#fetch(name, body);
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) throw new DoorRefused(codeOf(answer, response.status));
    if (typeof answer !== "object" || answer === null) throw new DoorRefused("unreachable");
    return answer as T;
  }

  async #fetch(name: string, body?: object): Promise<Response> {
    const posted = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    try {
      return await fetch(this.#address(name), {
        ...(body ? posted : {}),
        credentials: "same-origin",
        cache: name === "event" ? "no-cache" : "no-store",
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
    } catch {
      throw new DoorRefused("unreachable");
    }
  }
}

function codeOf(answer: unknown, status: number): DoorRefusalCode | "unreachable" {
  if (typeof answer === "object" && answer !== null && "error" in answer) {
    const { error } = answer;
    if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
      return error.code as DoorRefusalCode;
    }
  }
  // A proxy in between answered, not the venue.
  return status >= 500 ? "unreachable" : "bad_request";
}
