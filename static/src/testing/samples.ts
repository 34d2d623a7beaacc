import {
  type AnnouncementMade,
  type ChatPosted,
  type EventInfo,
  type Fates,
  type LoggedEvent,
  type Me,
  type Member,
  type Moved,
  type OrderListed,
  type RoomInfo,
  type SessionInfo,
  type Snapshot,
  type VenueWelcome,
} from "../protocol";

/** Ten o'clock on the event's day, in ms since 1970. */
export const TEN = Date.UTC(2021, 10, 29, 9, 0);
export const MINUTE = 60_000;

export function member(id: string, more: Partial<Member> = {}): Member {
  return { id, name: `Person ${id}`, org: "", roles: ["participant"], ...more };
}

export function me(more: Partial<Me> = {}): Me {
  return { person: member("me"), grants: ["talk"], silenced_until: null, rooms: [], ...more };
}

export function welcome(here: string, more: Partial<VenueWelcome> = {}): VenueWelcome {
  return {
    on: "venue.welcome",
    me: me(),
    here,
    counts: {},
    total: 1,
    at: TEN,
    version: "1",
    node: "n1",
    store: true,
    show: { at: TEN, number: 0, step: "after", mode: "clock", state: "running", until: 0, times: {}, steps: [] },
    moved: null,
    route: { follow: "ask", places: [] },
    places: {},
    ...more,
  };
}

export function posted(room: string, offset: number, more: Partial<ChatPosted> = {}): ChatPosted {
  return {
    on: "chat.posted",
    room,
    offset,
    by: "other",
    name: "Somebody",
    text: `line ${offset}`,
    at: TEN + offset,
    ref: `other-${offset}`,
    ...more,
  };
}

export function announcement(room: string, offset: number, more: Partial<AnnouncementMade> = {}): AnnouncementMade {
  return {
    on: "announcement.made",
    room,
    offset,
    id: `a${offset}`,
    by: "Moderation",
    text: "Gleich geht es weiter",
    at: TEN,
    everywhere: false,
    ...more,
  };
}

/** A room at the end of `events`. */
export function snapshot(room: string, events: readonly LoggedEvent[] = [], more: Partial<Snapshot> = {}): Snapshot {
  return {
    room,
    position: { epoch: `e-${room}`, offset: events.at(-1)?.offset ?? 0 },
    resumed: false,
    events,
    older: false,
    roster: { count: 1, people: [member("me")] },
    ...more,
  };
}

export function room(id: string, kind: RoomInfo["kind"], more: Partial<RoomInfo> = {}): RoomInfo {
  const title = { de: id, en: id };
  const none = { capacity: null, parent: null, topic: null, number: null };
  return { id, kind, title, description: {}, ...none, ...more };
}

export function session(id: string, inRoom: string, starts: number, ends: number): SessionInfo {
  return { id, slot: null, room: inRoom, starts, ends, title: { de: id }, description: {} };
}

/** A small event: foyer, plenum, one workshop with ten seats, a cafeteria with two tables. */
export function eventInfo(more: Partial<EventInfo> = {}): EventInfo {
  return {
    slug: "tag",
    version: "1",
    title: { de: "Ein Tag", en: "A day" },
    subtitle: null,
    languages: ["de", "en"],
    organisers: [],
    timezone: "Europe/Berlin",
    accent: "#0b5f73",
    accent_dark: "#6fc3d4",
    starts: TEN - 60 * MINUTE,
    ends: TEN + 360 * MINUTE,
    entry: "ticket",
    help: {},
    legal: { imprint: {}, privacy: {}, accessibility: {} },
    retention: { messages_hours: 24, names_hours: 24, journal_hours: 72 },
    max_length: 1000,
    rooms: [
      room("foyer", "foyer"),
      room("plenum", "plenum"),
      room("workshop", "workshop", { capacity: 10 }),
      room("cafeteria", "cafeteria"),
      room("cafeteria.1", "table", { parent: "cafeteria", capacity: 8, number: 1 }),
      room("cafeteria.2", "table", { parent: "cafeteria", capacity: 8, number: 2 }),
    ],
    slots: [],
    sessions: [],
    demo: false,
    ...more,
  };
}

/** A move order's receipt: `a` and `b` are moved to the plenum, the other lists are empty. */
export function receipt(changed: Partial<Moved> = {}): Moved {
  const none = { already: [], offline: [], full: [], barred: [], announced: [], apart: [], overtaken: [] };
  const to = changed.to ?? "plenum";
  return { order: "o1", to, rooms: [to], moved: ["a", "b"], ...none, due: 0, into: {}, ...changed };
}

/** The same order as the venue keeps it. */
export function keptOrder(changed: Partial<OrderListed> = {}): OrderListed {
  return {
    ...{ order: "o1", by: "m", by_name: "Moderation", rooms: ["plenum"], reason: "", at: TEN, due: 0 },
    ...{ spread: "fill", may_decline: false, more: false, cancelled: null, undone: null },
    counts: { ordered: 2 },
    people: [fates("ordered", ["a", "b"])],
    ...changed,
  };
}

export function fates(state: Fates["state"], people: readonly string[], changed: Partial<Fates> = {}): Fates {
  return { state, people, before: "foyer", to: "plenum", by: "", at: TEN, ...changed };
}
