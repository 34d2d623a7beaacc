import { type EventInfo, type SessionInfo, type SlotInfo } from "../protocol";

/** What the programme says at a moment. */
export interface ProgrammeNow {
  /** The part of the day: before the first session, between two, during one, after the last. */
  readonly phase: "before" | "between" | "during" | "after";
  /** Sessions that run now; several in a slot of workshops. */
  readonly current: readonly SessionInfo[];
  /** The sessions that begin next, all at the same time. */
  readonly next: readonly SessionInfo[];
  readonly slot: SlotInfo | null;
  /** When what is on ends, event time in ms; null between sessions. */
  readonly ends: number | null;
  /** When the next begins; null after the last. */
  readonly nextStarts: number | null;
  /** Milliseconds until `ends`, 0 between sessions. */
  readonly left: number;
  /** How much of what is on is over: 0 to 1. */
  readonly progress: number;
}

/** Where the day is. Times in ms; a session runs from its start up to, and not including, its end. */
export function programmeAt(info: EventInfo, now: number): ProgrammeNow {
  const current = info.sessions.filter((session) => session.starts <= now && now < session.ends);
  const later = info.sessions.filter((session) => session.starts > now);
  const nextStarts = later.length > 0 ? Math.min(...later.map((session) => session.starts)) : null;
  const next = later.filter((session) => session.starts === nextStarts);
  const starts = current.length > 0 ? Math.max(...current.map((session) => session.starts)) : 0;
  const ends = current.length > 0 ? Math.min(...current.map((session) => session.ends)) : null;
  return {
    phase: phaseOf(info, current.length > 0, nextStarts, now),
    current,
    next,
    slot: slotAt(info, now),
    ends,
    nextStarts,
    left: ends === null ? 0 : ends - now,
    progress: ends === null ? 0 : Math.min(1, (now - starts) / Math.max(1, ends - starts)),
  };
}

function phaseOf(info: EventInfo, during: boolean, nextStarts: number | null, now: number): ProgrammeNow["phase"] {
  if (during) return "during";
  if (nextStarts === null) return "after";
  return info.sessions.some((session) => session.ends <= now) ? "between" : "before";
}

/** The slot that a moment lies in. */
export function slotAt(info: EventInfo, now: number): SlotInfo | null {
  return info.slots.find((slot) => slot.starts <= now && now < slot.ends) ?? null;
}

/** What is on in a room now, and what comes next there. */
export function sessionsOfRoom(
  sessions: readonly SessionInfo[],
  room: string,
  now: number,
): { session: SessionInfo | null; next: SessionInfo | null } {
  let session: SessionInfo | null = null;
  let next: SessionInfo | null = null;
  for (const item of sessions) {
    if (item.room !== room || item.ends <= now) continue;
    if (item.starts <= now) session ??= item;
    else if (!next || item.starts < next.starts) next = item;
  }
  return { session, next };
}
