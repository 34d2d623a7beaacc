import { type Journal, type JournalEntry } from "../../protocol";

/** The part of the journal that is at hand: newest first, without a hole. */
export interface JournalPages {
  readonly entries: readonly JournalEntry[];
  readonly older: boolean;
}

/** The newest page laid over what is at hand. Where a hole would be between both, what is older is asked for again. */
export function withNewest(pages: JournalPages | null, newest: Journal): JournalPages {
  const last = newest.entries.at(-1)?.number ?? 0;
  const known = pages?.entries ?? [];
  const first = known[0]?.number ?? 0;
  const joins = known.length > 0 && (first >= last - 1 || newest.entries.length === 0);
  if (!joins) return { entries: newest.entries, older: newest.older };
  const rest = known.filter(({ number }) => number < last);
  return { entries: [...newest.entries, ...rest], older: rest.length > 0 ? (pages?.older ?? false) : newest.older };
}

/** The page before the oldest entry at hand. */
export function withOlder(pages: JournalPages, before: Journal): JournalPages {
  const oldest = pages.entries.at(-1)?.number ?? Infinity;
  const more = before.entries.filter(({ number }) => number < oldest);
  return { entries: [...pages.entries, ...more], older: before.older };
}
