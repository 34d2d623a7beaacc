import { type EventInfo, type Me, type SessionInfo } from "../protocol";
import { type Places, type Standing } from "./places";

/** What a person can do about a session now. `answer`: to an offer. */
export type Deed = "take" | "wait" | "giveUp" | "leave" | "answer" | "none";

/** A session that one registers for, as one person sees it. */
export interface Booking {
  readonly session: SessionInfo;
  /** Null: as many as come. */
  readonly places: number | null;
  readonly taken: number;
  readonly waiting: number;
  /** Null: no bound. */
  readonly free: number | null;
  readonly full: boolean;
  readonly mine: Standing | null;
  /** What I have a place in at the same time: it would be given up for this one; and how many wait for that. */
  readonly rival: SessionInfo | null;
  readonly rivalWaiting: number;
  readonly deed: Deed;
  /** Giving up can be taken back: nobody waits for it. */
  readonly undoable: boolean;
}

/** Who looks, and when: event time in ms. */
export interface Looker {
  readonly now: number;
  readonly me: Me | null;
  /** My ticket lets me into the session's room. */
  readonly allowed: boolean;
}

/** Roles that take no seat: a full room does not keep them out. */
const STAFF: readonly string[] = ["speaker", "moderator", "operator"];

/** How a session is booked, and what I can do about it; null where nobody registers: it lies in no slot. */
export function bookingOf(places: Places, info: EventInfo, session: SessionInfo, looker: Looker): Booking | null {
  if (session.slot === null) return null;
  const [taken, waiting] = places.counts[session.id] ?? [0, 0];
  const bound = session.places ?? null;
  const free = bound === null ? null : Math.max(0, bound - taken);
  const rival = rivalOf(places, info, session);
  const mine = standingIn(places, session, looker.now);
  const full = free === 0;
  return {
    session,
    places: bound,
    taken,
    waiting,
    free,
    full,
    mine,
    rival,
    rivalWaiting: (rival && places.counts[rival.id]?.[1]) ?? 0,
    deed: deedOf(session, mine, full, looker),
    undoable: mine?.state === "placed" ? waiting === 0 : mine?.state === "waiting" && mine.ahead >= waiting - 1,
  };
}

/** What I have in a session; a line may be kept for a while after the start, but nobody waits in it any more. */
function standingIn(places: Places, { id, starts }: SessionInfo, now: number): Standing | null {
  const mine = places.mine.find((each) => each.session === id) ?? null;
  return mine?.state === "waiting" && starts <= now ? null : mine;
}

/** Whether this event has anything to register for at all. */
export function hasPlaces(info: EventInfo): boolean {
  return info.sessions.some(({ slot }) => slot !== null);
}

/** The session of my place in a slot. */
export function placeInSlot(places: Places, info: EventInfo, slot: string): SessionInfo | null {
  const placed = new Set(places.mine.filter(({ state }) => state === "placed").map(({ session }) => session));
  return info.sessions.find((session) => session.slot === slot && placed.has(session.id)) ?? null;
}

/** Offers that still stand at `now`, the one that ends first in front. */
export function offersAt(places: Places, now: number): readonly Standing[] {
  const open = places.mine.filter(({ state, until }) => state === "offered" && until > now);
  return open.sort((one, other) => one.until - other.until);
}

function rivalOf(places: Places, info: EventInfo, session: SessionInfo): SessionInfo | null {
  const placed = session.slot === null ? null : placeInSlot(places, info, session.slot);
  return placed?.id === session.id ? null : placed;
}

function deedOf(session: SessionInfo, mine: Standing | null, full: boolean, { now, me, allowed }: Looker): Deed {
  if (session.ends <= now) return "none";
  if (mine?.state === "placed") return "giveUp";
  if (mine?.state === "waiting") return "leave";
  if (mine?.state === "offered") return mine.until > now ? "answer" : "none";
  if (!allowed) return "none";
  const staff = me?.person.roles?.some((role) => STAFF.includes(role)) ?? false;
  if (!full || staff) return "take";
  return session.starts > now ? "wait" : "none";
}
