import { type SessionInfo } from "../../protocol";
import { type Places } from "../../state";

/** So long before the start (ms) the way there is shown. */
const SOON = 60_000;
/** Who is taken along automatically is on the way by then, ms after the start; else they are shown the way, too. */
const TAKEN_WITHIN = 15_000;

/** The session of my place that begins now or runs, as far as I want to hear of it; null: there is none. */
export function dueAt(places: Places, sessions: readonly SessionInfo[], now: number): SessionInfo | null {
  if (places.follow === "never") return null;
  const from = places.follow === "ask" ? -SOON : TAKEN_WITHIN;
  const mine = new Set(places.mine.filter(({ state }) => state === "placed").map(({ session }) => session));
  return sessions.find(({ id, starts, ends }) => mine.has(id) && starts + from <= now && now < ends) ?? null;
}
