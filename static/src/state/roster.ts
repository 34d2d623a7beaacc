import { type Member, type Roster, type RosterChanged } from "../protocol";

/** Who is present in the shown room. */
export interface RosterList {
  readonly count: number;
  /** By name; null where there are too many to be listed: then ask for pages (`rosterPage`). */
  readonly people: readonly Member[] | null;
}

export const EMPTY_ROSTER: RosterList = { count: 0, people: [] };

const collator = new Intl.Collator("de", { sensitivity: "base", numeric: true });

/** Names in the order of a German telephone book; people of one name in a stable order. */
export function byName(one: Member, other: Member): number {
  return collator.compare(one.name, other.name) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/** A whole roster, as the snapshot and `roster.listed` bring it. */
export function listed(roster: Roster): RosterList {
  return { count: roster.count, people: roster.people === null ? null : [...roster.people].sort(byName) };
}

/** Differences applied. Who left and joined again stays, with the newest name and roles. */
export function changed(list: RosterList, news: RosterChanged): RosterList {
  if (list.people === null) return { count: news.count, people: null };
  const gone = new Set(news.left);
  const joined = news.joined ?? [];
  for (const member of joined) gone.add(member.id);
  const people = list.people.filter((member) => !gone.has(member.id));
  return { count: news.count, people: [...people, ...joined].sort(byName) };
}
