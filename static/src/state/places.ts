import {
  type EventInfo,
  type MyPlace,
  type PlaceCount,
  type PlacesCounted,
  type Route,
  type SessionInfo,
  type Show,
} from "../protocol";
import { type Shelf } from "../net/outbox";
import { type EndedHope, hopesAfter, hopesBegun, offersLapsed } from "./hopes";

/** How I am taken along when rooms change. */
export type Follow = Route["follow"];

/** What I have, or wait for, in a session. */
export type Standing = Readonly<MyPlace>;

/** A session of my route is not where or when it was. */
export interface Change {
  readonly session: string;
  readonly title: Readonly<Record<string, string>>;
  /** It is not in the programme any more. */
  readonly gone: boolean;
  readonly before: { readonly starts: number; readonly ends: number; readonly room: string };
}

/** My route, and how the sessions are booked. */
export interface Places {
  readonly follow: Follow;
  readonly mine: readonly Standing[];
  /** By session, as `[taken, waiting]`; a session that is missing has nobody. */
  readonly counts: Readonly<Record<string, PlaceCount>>;
  readonly countedAt: number;
  /** Sessions whose offer to me ran out, oldest first, until put away. */
  readonly lapsed: readonly string[];
  /** What changed in my route, until put away. */
  readonly changes: readonly Change[];
  /** Where I had a place a moment ago and have none now: whether I know why is not said here. */
  readonly dropped: readonly { readonly session: string; readonly at: number }[];
  /** What this browser gave up or is giving up: the venue took nothing from me there. */
  readonly given: readonly string[];
  /** Waiting lists and offers of mine that ended by themselves. */
  readonly ended: readonly EndedHope[];
}

export const NO_PLACES: Places = {
  follow: "ask",
  mine: [],
  counts: {},
  countedAt: 0,
  lapsed: [],
  changes: [],
  dropped: [],
  given: [],
  ended: [],
};

/** How long it is remembered that I had a place, in ms: news of the programme come a moment later. */
const REMEMBERED = 20_000;

/** The whole of it, as the welcome says it. */
export function placesOf(places: Places, told: WelcomeOfPlaces, now: number): Places {
  return { ...placed(places, told.route, now, told.show), counts: told.places, countedAt: told.at };
}

/** What the welcome knows about places. */
export interface WelcomeOfPlaces {
  readonly route: Route;
  readonly places: Readonly<Record<string, PlaceCount>>;
  readonly at: number;
  readonly show: Show | null;
}

/**
 * My route is another one. An offer that is gone at its end, or with the start, has lapsed; one that went before was
 * answered, perhaps in another tab.
 */
export function placed(places: Places, route: Route, now: number, show: Show | null = null): Places {
  const mine = route.places;
  const { given } = places;
  const turn = { before: places.mine, after: mine, show, now, given };
  const known = places.lapsed.filter((session) => !mine.some((each) => each.session === session));
  return {
    ...places,
    follow: route.follow,
    mine: mine.length === 0 && places.mine.length === 0 ? places.mine : mine,
    lapsed: [...new Set([...known, ...offersLapsed(turn)])],
    changes: places.changes.filter(({ session, gone }) => gone || mine.some((each) => each.session === session)),
    dropped: droppedOf(places, mine, now),
    given: given.filter((session) => !isBackIn(places.mine, mine, session)),
    ended: hopesAfter(places.ended, turn),
  };
}

function droppedOf(places: Places, mine: Route["places"], now: number): Places["dropped"] {
  const kept = (session: string) => hasPlace(mine, session);
  // A place that comes in the same step is what I have instead.
  const swapped = mine.some(({ session }) => isNewIn(places.mine, mine, session));
  const fresh = places.mine.filter(
    ({ session, state }) => state === "placed" && !kept(session) && !swapped && !places.given.includes(session),
  );
  const known = places.dropped.filter((each) => isRecent(each, now) && !kept(each.session));
  if (fresh.length === 0 && known.length === places.dropped.length) return places.dropped;
  return [...known, ...fresh.map(({ session }) => ({ session, at: now }))];
}

function hasPlace(mine: Route["places"], session: string): boolean {
  return mine.some((each) => each.session === session && each.state === "placed");
}

function isNewIn(before: Route["places"], mine: Route["places"], session: string): boolean {
  return hasPlace(mine, session) && !hasPlace(before, session);
}

/** What I gave up I have again, or wait for again. */
function isBackIn(before: Route["places"], mine: Route["places"], session: string): boolean {
  const isIn = (route: Route["places"]) => route.some((each) => each.session === session);
  return isNewIn(before, mine, session) || (isIn(mine) && !isIn(before));
}

function isRecent({ at }: Places["dropped"][number], now: number): boolean {
  return now - at <= REMEMBERED;
}

/** The places that I lost a moment ago and not by my own doing. */
export function lostLately(places: Places, now: number): readonly string[] {
  return places.dropped.filter((each) => isRecent(each, now)).map(({ session }) => session);
}

/** It was said what I lost. */
export function lossTold(places: Places): Places {
  return places.dropped.length === 0 ? places : { ...places, dropped: [] };
}

/** I give up what I have in a session; `not`: that was refused. */
export function givenUp(places: Places, session: string, not = false): Places {
  const rest = places.given.filter((each) => each !== session);
  return { ...places, given: not ? rest : [...rest, session] };
}

/** As time passes; the same value if nothing of mine began. */
export function passed(places: Places, show: Show | null, now: number): Places {
  const ended = hopesBegun(places.ended, places.mine, show, now);
  return ended === places.ended ? places : { ...places, ended };
}

/** I know that a hope ended. */
export function endSeen(places: Places, session: string): Places {
  const ended = places.ended.map((each) => (each.session === session ? { ...each, seen: true } : each));
  return { ...places, ended };
}

/** Differences laid over what was known. An older count never replaces a newer one. */
export function booked(places: Places, news: Pick<PlacesCounted, "sessions" | "at">): Places {
  if (news.at < places.countedAt) return places;
  return { ...places, counts: { ...places.counts, ...news.sessions }, countedAt: news.at };
}

/** The programme is another one: what that means for my route is noted, once for each session. */
export function replanned(places: Places, before: EventInfo, after: EventInfo): Places {
  const moved = places.mine.flatMap(({ session }) => {
    const old = before.sessions.find(({ id }) => id === session);
    const now = after.sessions.find(({ id }) => id === session);
    return old && !(now && sameTimeAndRoom(old, now)) ? [{ old, now }] : [];
  });
  if (moved.length === 0) return places;
  const kept = places.changes.filter(({ session }) => !moved.some(({ old }) => old.id === session));
  const changes = moved.flatMap(({ old, now }): Change[] => {
    const known = places.changes.find(({ session }) => session === old.id);
    const { starts, ends, room } = known?.before ?? old;
    // Back to where it was before anybody was told otherwise: nothing changed.
    if (now && sameTimeAndRoom({ starts, ends, room }, now)) return [];
    return [{ session: old.id, title: old.title, gone: !now, before: { starts, ends, room } }];
  });
  return { ...places, changes: [...kept, ...changes] };
}

/** I know that the offer ran out. */
export function lapseSeen(places: Places, session: string): Places {
  return { ...places, lapsed: places.lapsed.filter((each) => each !== session) };
}

/** I know what changed. */
export function changesSeen(places: Places): Places {
  return places.changes.length === 0 ? places : { ...places, changes: [] };
}

/** What was not put away before a reload comes back after it. */
export function restoredPlaces(shelf: Shelf): Places {
  try {
    const changes: unknown = JSON.parse(shelf.read() ?? "[]");
    return { ...NO_PLACES, changes: Array.isArray(changes) ? (changes as Change[]) : [] };
  } catch {
    return NO_PLACES;
  }
}

export function keepPlaces(shelf: Shelf, { changes }: Places): void {
  shelf.write(JSON.stringify(changes));
}

function sameTimeAndRoom(one: Change["before"], other: SessionInfo): boolean {
  return one.starts === other.starts && one.ends === other.ends && one.room === other.room;
}
