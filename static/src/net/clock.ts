import { type Timers } from "./timers";

/** A measurement is trusted less the longer ago it was: ms of uncertainty per ms (drift of a cheap clock). */
const DRIFT = 0.0002;
const JUMP = 100;

/** Event time: the venue's clock, known as well as the round trips allow. Runs on without a connection. */
export class VenueClock {
  readonly #timers: Timers;
  #offset: number;
  #error = Number.POSITIVE_INFINITY;
  #measuredAt = 0;

  constructor(timers: Timers, fallback: number) {
    this.#timers = timers;
    this.#offset = fallback - timers.now();
  }

  /** The server said `at`, up to `roundTrip` ms ago (half of it, at best guess). */
  measure(at: number, roundTrip: number): void {
    const now = this.#timers.now();
    const error = this.#error + (now - this.#measuredAt) * DRIFT;
    // Further off than both errors allow: one of the clocks was set, or the device slept and its own stood still.
    const jumped = Math.abs(at + roundTrip / 2 - this.now()) > error + roundTrip / 2 + JUMP;
    if (roundTrip / 2 > error && !jumped) return;
    this.#offset = at + roundTrip / 2 - now;
    this.#error = roundTrip / 2;
    this.#measuredAt = now;
  }

  /** Milliseconds since 1970, event time. */
  now(): number {
    return this.#timers.now() + this.#offset;
  }
}
