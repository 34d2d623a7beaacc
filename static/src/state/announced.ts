import { type YouAnnounced, type YouCalledOff } from "../protocol";
import { type Drafts, drafted } from "./drafts";

/** A move that is ahead of me. */
export interface AnnouncedMove {
  readonly order: string;
  readonly to: string;
  readonly rooms: readonly string[];
  readonly by: string;
  readonly reason: string;
  /** When, event time in ms. */
  readonly at: number;
  /** I may ask for two more minutes. */
  readonly more: boolean;
  readonly mayDecline: boolean;
}

/** What became of the last one, until it is read: why it does not happen. */
export interface CalledOff {
  readonly to: string;
  readonly rooms: readonly string[];
  readonly why: YouCalledOff["why"];
}

export function announcedMove(event: YouAnnounced): AnnouncedMove {
  const { order, to, rooms, by, reason, at, more, may_decline: mayDecline } = event;
  return { order, to, rooms, by, reason, at, more, mayDecline };
}

/** Reasons that I need no word about: I did it, or the other order says itself. */
const SILENT: readonly YouCalledOff["why"][] = ["declined", "overtaken", "already", "offline"];

export function calledOff(ahead: AnnouncedMove | null, event: YouCalledOff): CalledOff | null {
  if (ahead?.order !== event.order || SILENT.includes(event.why)) return null;
  return { to: ahead.to, rooms: ahead.rooms, why: event.why };
}

/** The draft goes along where somebody is taken in the middle of a sentence; what was begun there before stays. */
export function carried(drafts: Drafts, from: string | null, to: string): Drafts {
  const text = from === null ? "" : (drafts[from] ?? "");
  if (from === null || from === to || text === "" || (drafts[to] ?? "") !== "") return drafts;
  return drafted(drafted(drafts, from, ""), to, text);
}
