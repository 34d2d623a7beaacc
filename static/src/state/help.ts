import { type HelpClose, type HelpCounted, type HelpListed, type YouHelped } from "../protocol";

export type HelpReason = HelpClose["reason"];

/** The info desk, as far as this person sees it. */
export interface Help {
  /** My own ticket. `closed` stays until it is put away. */
  readonly mine: YouHelped;
  /** What I asked; null: not known in this tab. */
  readonly text: string | null;
  /** How much there is to do; null where I may not help. */
  readonly counted: HelpCounted | null;
  /** All open tickets, while I watch them; null before the first list. */
  readonly listed: HelpListed | null;
}

export const NO_TICKET: YouHelped = {
  on: "you.helped",
  state: "none",
  number: 0,
  ahead: 0,
  by: null,
  since: 0,
  reason: "",
};

export const NO_HELP: Help = { mine: NO_TICKET, text: null, counted: null, listed: null };

/** My ticket stands elsewhere. */
export function helped(help: Help, mine: YouHelped): Help {
  const text = mine.state === "none" || mine.state === "closed" ? null : help.text;
  return { ...help, mine, text: mine.number === help.mine.number ? text : null };
}

/** A connection begins: what it says counts, but for what ended while nothing could be heard. */
export function welcomed(help: Help, mine: YouHelped = NO_TICKET, counted: HelpCounted | null = null): Help {
  const before = help.mine;
  const missed = mine.state === "none" && before.state !== "none";
  const now: YouHelped = missed ? { ...before, state: "closed", reason: before.reason } : mine;
  return { ...helped(help, now), counted };
}

/** How many wait is for who may help, and the queue for who watches. */
export function toldHelpers(help: Help, news: HelpCounted | HelpListed, mayHelp: boolean): Help {
  if (!mayHelp) return { ...help, counted: null, listed: null };
  return news.on === "help.counted" ? { ...help, counted: news } : { ...help, listed: news };
}
