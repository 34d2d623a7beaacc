/** "2:05" until an offer ends; never less than nothing. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}

/** So near its end (ms) an offer is announced once more. */
const SOON = 30_000;

/** What a screen reader is told of an offer: when it comes and when it is about to end, nothing in between. */
export function stageOf(until: number, now: number): "come" | "soon" | "over" {
  if (until <= now) return "over";
  return until - now <= SOON ? "soon" : "come";
}
