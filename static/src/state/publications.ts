import { type ReadonlySignal } from "@preact/signals";
import { type EventInfo, type SessionInfo } from "../protocol";
import { lostLately, type Places } from "./places";

type Text = Readonly<Record<string, string>>;

/** What is another in the programme, as far as people look at it. */
export interface PublishedNews {
  readonly at: number;
  /** Sessions in which I had a place; `waiting`: I am in their line now. */
  readonly lost: readonly { readonly session: string; readonly title: Text; readonly waiting: boolean }[];
  readonly added: readonly Text[];
  readonly gone: readonly Text[];
  /** Sessions at another time or in another room. */
  readonly moved: readonly Text[];
  readonly rooms: readonly Text[];
  readonly roomsGone: readonly Text[];
}

/** For the views. */
export interface NewsOfTheEvent {
  /** What is another since the event was published anew, until put away. */
  readonly news: ReadonlySignal<PublishedNews | null>;
  dismissNews(): void;
}

/** What a new version of the event means for me and for everybody; null where nothing of it is worth a word. */
export function publishedNews(before: EventInfo, after: EventInfo, places: Places, now: number): PublishedNews | null {
  const old = byId(before.sessions);
  const next = byId(after.sessions);
  const rooms = byId(before.rooms);
  const roomsNext = byId(after.rooms);
  const lost = lostLately(places, now);
  // What concerns my route is said there.
  const told = new Set([...places.changes.map(({ session }) => session), ...lost]);
  const news = {
    at: now,
    lost: lost.flatMap((session) => {
      const title = (next.get(session) ?? old.get(session))?.title;
      const waiting = places.mine.some((each) => each.session === session && each.state !== "placed");
      return title ? [{ session, title, waiting }] : [];
    }),
    added: titles(after.sessions.filter(({ id }) => !old.has(id))),
    gone: titles(before.sessions.filter(({ id }) => !next.has(id) && !told.has(id))),
    moved: titles(
      after.sessions.filter((session) => isElsewhere(old.get(session.id), session) && !told.has(session.id)),
    ),
    rooms: titles(after.rooms.filter(({ id, parent }) => parent === null && !rooms.has(id))),
    roomsGone: titles(before.rooms.filter(({ id, parent }) => parent === null && !roomsNext.has(id))),
  };
  const parts = [news.lost, news.added, news.gone, news.moved, news.rooms, news.roomsGone];
  return parts.some((part) => part.length > 0) ? news : null;
}

/** News on top of news that nobody has read yet: what I lost stays said, unless I have it again. */
export function newsAfter(
  unread: PublishedNews | null,
  fresh: PublishedNews | null,
  places: Places,
): PublishedNews | null {
  if (!fresh || !unread) return fresh ?? unread;
  const again = [...places.mine.filter(({ state }) => state === "placed"), ...fresh.lost];
  const before = unread.lost.filter(({ session }) => !again.some((each) => each.session === session));
  return { ...fresh, lost: [...before, ...fresh.lost] };
}

function isElsewhere(old: SessionInfo | undefined, now: SessionInfo): boolean {
  return old !== undefined && (old.starts !== now.starts || old.ends !== now.ends || old.room !== now.room);
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function titles(items: readonly { readonly title: Text }[]): readonly Text[] {
  return items.map(({ title }) => title);
}
