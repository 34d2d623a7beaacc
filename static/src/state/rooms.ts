import { type EventInfo, type Occupancy, type RoomInfo, type SessionInfo } from "../protocol";
import { sessionsOfRoom } from "./programme";

/** A room or table as the overview shows it. */
export interface HouseRoom {
  readonly id: string;
  readonly kind: RoomInfo["kind"];
  readonly title: Readonly<Record<string, string>>;
  readonly description: Readonly<Record<string, string>>;
  readonly topic: Readonly<Record<string, string>> | null;
  /** The number of a table. */
  readonly number: number | null;
  readonly parent: string | null;
  readonly capacity: number | null;
  /** People here now; a hall's number includes its tables. */
  readonly present: number;
  /** Seats taken, a hall's tables included (present, or held for somebody whose connection was lost); staff take none. */
  readonly taken: number;
  /** Seats left, null where there is no limit. */
  readonly free: number | null;
  readonly full: boolean;
  /** I am here. For a hall: or at one of its tables. */
  readonly here: boolean;
  /** My ticket lets me in. */
  readonly allowed: boolean;
  /** The team has closed it; a table is closed with its hall. */
  readonly closed: boolean;
  /** I may walk in: allowed, and not closed. */
  readonly open: boolean;
  readonly tables: readonly HouseRoom[];
  /** What is on now, and what comes next, in this room. */
  readonly session: SessionInfo | null;
  readonly next: SessionInfo | null;
}

export interface House {
  /** Halls and rooms in the order of the event file; tables lie in their hall's `tables`. */
  readonly rooms: readonly HouseRoom[];
  /** People present in the whole venue. */
  readonly total: number;
  /** Event time of the newest count; 0 before the first. */
  readonly countedAt: number;
}

/** Counts by room, as the welcome and `house.counted` say them. */
export interface Counts {
  readonly rooms: Readonly<Record<string, Occupancy>>;
  readonly total: number;
  readonly at: number;
}

export const NO_COUNTS: Counts = { rooms: {}, total: 0, at: 0 };

/** Differences laid over what was known. An older count never replaces a newer one. */
export function counted(
  counts: Counts,
  news: { counts: Record<string, Occupancy>; total: number; at: number },
): Counts {
  if (news.at < counts.at) return counts;
  return { rooms: { ...counts.rooms, ...news.counts }, total: news.total, at: news.at };
}

export interface HouseInput {
  readonly info: EventInfo;
  readonly counts: Counts;
  readonly here: string | null;
  /** The rooms my ticket is limited to; empty: every room. */
  readonly limits: readonly string[];
  /** The rooms that are closed. */
  readonly closed: readonly string[];
  readonly now: number;
}

/** The overview; rooms that did not change keep their identity from `before`. */
export function houseOf(input: HouseInput, before: House | null): House {
  const known = new Map<string, HouseRoom>();
  for (const room of before?.rooms ?? []) {
    known.set(room.id, room);
    for (const table of room.tables) known.set(table.id, table);
  }
  const tables = new Map<string, RoomInfo[]>();
  for (const info of input.info.rooms) {
    if (info.parent === null) continue;
    const siblings = tables.get(info.parent) ?? [];
    siblings.push(info);
    tables.set(info.parent, siblings);
  }
  const build = (info: RoomInfo): HouseRoom => {
    const inside = same(known.get(info.id)?.tables, (tables.get(info.id) ?? []).map(build));
    return kept(known.get(info.id), roomOf(info, inside, input));
  };
  const built = input.info.rooms.filter((info) => info.parent === null).map(build);
  const rooms = same(before?.rooms, built);
  const { total, at } = input.counts;
  if (before?.rooms === rooms && before.total === total && before.countedAt === at) return before;
  return { rooms, total, countedAt: at };
}

function roomOf(info: RoomInfo, tables: readonly HouseRoom[], input: HouseInput): HouseRoom {
  const [present, taken] = input.counts.rooms[info.id] ?? [0, 0];
  const standing = taken - tables.reduce((sum, table) => sum + table.taken, 0);
  const free = info.capacity === null ? null : Math.max(0, info.capacity - standing);
  const allowed = isAllowed(info, input.limits);
  const closed = input.closed.includes(info.id) || (info.parent !== null && input.closed.includes(info.parent));
  const { session, next } = sessionsOfRoom(input.info.sessions, info.id, input.now);
  return {
    id: info.id,
    kind: info.kind,
    title: info.title,
    description: info.description,
    topic: info.topic,
    number: info.number,
    parent: info.parent,
    capacity: info.capacity,
    present,
    taken,
    free,
    full: free === 0,
    here: input.here === info.id || tables.some((table) => table.here),
    allowed,
    closed,
    open: allowed && !closed,
    tables,
    session,
    next,
  };
}

function isAllowed(info: RoomInfo, limits: readonly string[]): boolean {
  if (limits.length === 0 || info.kind === "foyer") return true;
  return limits.includes(info.id) || (info.parent !== null && limits.includes(info.parent));
}

function kept(before: HouseRoom | undefined, now: HouseRoom): HouseRoom {
  if (!before) return now;
  const keys = Object.keys(now) as (keyof HouseRoom)[];
  return keys.every((key) => before[key] === now[key]) ? before : now;
}

function same<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  if (before?.length !== now.length) return now;
  return now.every((item, index) => item === before[index]) ? before : now;
}
