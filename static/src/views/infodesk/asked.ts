import { type HelpTicket } from "../../protocol";

/** What somebody at the desk has heard of: the newest number, null before the first look at the queue. */
export type Heard = number | null;

/** Who has asked since, the newest of them; and what is heard of from now on. What waits at the first look is no news. */
export function newlyAsked(heard: Heard, tickets: readonly HelpTicket[]): { heard: number; fresh: HelpTicket | null } {
  const newest = tickets.reduce((highest, { number }) => Math.max(highest, number), heard ?? 0);
  const waiting = tickets.filter(({ state, number }) => state === "waiting" && heard !== null && number > heard);
  return { heard: newest, fresh: waiting.at(-1) ?? null };
}
