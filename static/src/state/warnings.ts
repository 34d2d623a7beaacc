/** Before the end of what runs in a room it is warned, so many seconds before. */
export const WARNINGS = [300, 60, 15] as const;
export type Warning = (typeof WARNINGS)[number];

/** From here on the seconds are shown, in ms. */
export const NEAR_END = 300_000;

/** Whole seconds that are left, the started one counted: every browser shows the same. */
export function secondsLeft(milliseconds: number): number {
  return Math.max(0, Math.ceil(milliseconds / 1000));
}

/**
 * The warning that is due when so many seconds are left and a moment ago it was `before`: each once, when it is passed.
 * Who comes later is not told what is long known; where time jumped over several, the nearest to the end counts.
 */
export function warningAt(before: number | null, left: number): Warning | null {
  if (before === null) return null;
  return WARNINGS.filter((at) => before > at && left <= at && left > 0).at(-1) ?? null;
}
