import { type VenueClock } from "../net/clock";
import { type Cancel, type Timers } from "../net/timers";

/** Event time as views read it, in ms. */
export interface Time {
  /** A step every five seconds. */
  readonly tick: number;
  /** A step every second. */
  readonly second: number;
}

const SECOND = 1_000;
const QUARTER = SECOND / 4;
const STEP = 5 * SECOND;

/** Tells the time in step with the venue's own seconds: what counts down shows the same in every browser. */
export class Seconds {
  readonly #clock: VenueClock;
  readonly #timers: Timers;
  readonly #onTime: (time: Time) => void;
  #time: Time;
  #cancel: Cancel | null = null;

  constructor(clock: VenueClock, timers: Timers, onTime: (time: Time) => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#onTime = onTime;
    this.#time = { tick: clock.now(), second: whole(clock.now()) };
  }

  start(): void {
    this.#tell(this.#time);
    this.#wait(this.#clock.now());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** The clock is known better by now: its seconds may begin at other moments. */
  looked(): void {
    const now = this.#clock.now();
    this.#tell({ tick: now, second: secondAt(now, this.#time.second) });
    if (!this.#cancel) return;
    this.stop();
    this.#wait(now);
  }

  /** Something was decided at that moment: it is seen at once, not with the next second. */
  decided(at: number): void {
    this.#tell({ tick: at, second: at });
  }

  #tell(time: Time): void {
    this.#time = time;
    this.#onTime(time);
  }

  /** A timer may ring a little early. Then it is still the second before, and rings again: hence one look at the clock. */
  #wait(now: number): void {
    this.#cancel = this.#timers.after(SECOND - (now - whole(now)), () => {
      const then = this.#clock.now();
      this.#goOn(then);
      this.#wait(then);
    });
  }

  #goOn(now: number): void {
    const step = now - this.#time.tick >= STEP || whole(now) % STEP === 0;
    this.#tell({ tick: step ? now : this.#time.tick, second: secondAt(now, this.#time.second) });
  }
}

function whole(now: number): number {
  return Math.floor(now / SECOND) * SECOND;
}

/** The second to show: a clock that is set back by a moment shows none twice. */
function secondAt(now: number, shown: number): number {
  return shown > whole(now) && shown <= now + QUARTER ? shown : whole(now);
}
