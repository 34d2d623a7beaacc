/** Takes back what was going to happen. */
export type Cancel = () => void;

/** Time and chance from outside, so that tests own both. */
export interface Timers {
  /** Milliseconds of a clock that never jumps back. */
  now(): number;
  after(milliseconds: number, run: () => void): Cancel;
  /** At least 0, below 1. */
  random(): number;
}

export const browserTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const handle = setTimeout(run, milliseconds);
    return () => clearTimeout(handle);
  },
  random: () => Math.random(),
};

/** Full jitter: anything between nothing and the doubled wait, so that 400 browsers do not come back in step. */
export function jittered(base: number, cap: number, tries: number, random: number): number {
  return random * Math.min(cap, base * 2 ** Math.min(tries, 20));
}
