import {
  type EventInfo,
  type MyPlace,
  type PlaceCount,
  type PlacesCounted,
  type Route,
  type SessionInfo,
} from "../protocol";
import { type Shelf } from "../net/outbox";

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
}

export const NO_PLACES: Places = {
  follow: "ask",
  mine: [],
  counts: {},
  countedAt: 0,
  lapsed: [],
  changes: [],
  dropped: [],
};

/** How long it is remembered that I had a place, in ms: news of the programme come a moment later. */
const REMEMBERED = 20_000;

/** The clocks of venue and browser agree no better than this (ms): so early an offer may be gone because its time was up. */
const NEARLY = 1_500;

/** The whole of it, as the welcome says it. */
export function placesOf(places: Places, told: WelcomeOfPlaces, now: number): Places {
  return { ...placed(places, told.route, now), counts: told.places, countedAt: told.at };
}

/** What the welcome knows about places. */
export interface WelcomeOfPlaces {
  readonly route: Route;
  readonly places: Readonly<Record<string, PlaceCount>>;
  readonly at: number;
}

/** My route is another one. An offer that is gone at its end has lapsed; one that went before was answered, perhaps in another tab. */
export function placed(places: Places, route: Route, now: number): Places {
  const mine = route.places;
  const lapsed = places.mine.filter(
    ({ session, state, until }) =>
      state === "offered" &&
      until - now <= NEARLY &&
      !mine.some((each) => each.session === session && each.state !== "waiting"),
  );
  const known = places.lapsed.filter((session) => !mine.some((each) => each.session === session));
  return {
    ...places,
    follow: route.follow,
    mine: mine.length === 0 && places.mine.length === 0 ? places.mine : mine,
    lapsed: [...new Set([...known, ...lapsed.map(({ session }) => session)])],
    changes: places.changes.filter(({ session, gone }) => gone || mine.some((each) => each.session === session)),
    dropped: droppedOf(places, mine, now),
  };
}

function droppedOf(places: Places, mine: Route["places"], now: number): Places["dropped"] {
  const kept = (session: string) => mine.some((each) => each.session === session && each.state === "placed");
  const fresh = places.mine.filter(({ session, state }) => state === "placed" && !kept(session));
  const known = places.dropped.filter(({ session, at }) => at > now - REMEMBERED && !kept(session));
  if (fresh.length === 0 && known.length === places.dropped.length) return places.dropped;
  return [...known, ...fresh.map(({ session }) => ({ session, at: now }))];
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
