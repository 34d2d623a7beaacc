import { type AnnouncementMade, type ChatPosted, type LoggedEvent, type Snapshot } from "../protocol";

export type { Outgoing, OutgoingState } from "../net/outbox";

/** A message as the log shows it. Mine where `by` is my id. Its id is its offset. */
export interface Message {
  readonly kind: "message";
  readonly offset: number;
  readonly by: string;
  readonly name: string;
  readonly org: string;
  readonly roles: NonNullable<ChatPosted["roles"]>;
  readonly text: string;
  readonly at: number;
  readonly edited: boolean;
  /** The sender's ref: the key under which the outgoing copy stood, so that it can stay the same element. */
  readonly ref: string;
}

/** What is left of a deleted message. */
export interface Deleted {
  readonly kind: "deleted";
  readonly offset: number;
  readonly byStaff: boolean;
}

/** An announcement in its place in the log. */
export interface Announced {
  readonly kind: "announcement";
  readonly offset: number;
  readonly id: string;
  readonly by: string;
  readonly text: string;
  readonly at: number;
  readonly everywhere: boolean;
}

export type LogItem = Message | Deleted | Announced;

export interface ChatLog {
  /** The room it belongs to, null before the first snapshot. */
  readonly room: string | null;
  /** Oldest first, by offset. */
  readonly items: readonly LogItem[];
  /** Offset of the oldest event known (shown or not): older pages end before it. */
  readonly from: number;
  readonly older: boolean;
  readonly loadingOlder: boolean;
}

/** What came while I was not looking at the end of the log. */
export interface Unread {
  readonly count: number;
  /** Offset of the first of them: where the line "12 new" stands. Stays after reading until `markRead`. */
  readonly mark: number | null;
}

export const EMPTY_LOG: ChatLog = { room: null, items: [], from: 1, older: false, loadingOlder: false };
export const NOTHING_UNREAD: Unread = { count: 0, mark: null };

/** So many items are kept at the end of the log while nobody reads older ones. */
const KEPT = 400;
const TRIMMED_AT = 600;

/** A room's log as its snapshot brings it. */
export function logOf(snapshot: Snapshot): ChatLog {
  const from = snapshot.events[0]?.offset ?? snapshot.position.offset + 1;
  return { room: snapshot.room, items: history(snapshot.events), from, older: snapshot.older, loadingOlder: false };
}

/** The log after `events`, which follow it without a gap. */
export function followed(log: ChatLog, events: readonly LoggedEvent[]): ChatLog {
  let items: readonly LogItem[] = log.items;
  for (const event of events) {
    if (event.on === "chat.edited") items = withEdit(items, event.message, event.text);
    else items = withItem(items, event);
  }
  return items === log.items ? log : { ...log, items };
}

/** An older page laid before what is known. */
export function paged(log: ChatLog, events: readonly LoggedEvent[], older: boolean): ChatLog {
  const before = events.filter((event) => event.offset < log.from);
  const known = log.items.filter((item) => item.offset >= log.from);
  const from = before[0]?.offset ?? log.from;
  return { ...log, items: [...history(before), ...known], from, older, loadingOlder: false };
}

/** Forgets the oldest items of a long log; they can be paged back. Only while nobody reads them. */
export function trimmed(log: ChatLog): ChatLog {
  if (log.items.length <= TRIMMED_AT) return log;
  const items = log.items.slice(-KEPT);
  return { ...log, items, from: items[0]?.offset ?? log.from, older: true };
}

/** Counts what others said in `events` as unread. */
export function unreadAfter(unread: Unread, events: readonly LoggedEvent[], me: string | null): Unread {
  const news = events.filter((event) => isNews(event, me));
  const first = news[0];
  if (!first) return unread;
  return {
    count: unread.count + news.length,
    mark: unread.count > 0 ? unread.mark : first.offset,
  };
}

/** What no reader has seen yet and others said. */
function isNews(event: LoggedEvent, me: string | null): event is ChatPosted | AnnouncementMade {
  return event.on === "announcement.made" || (event.on === "chat.posted" && event.by !== me);
}

/** Items of stored events. Messages hold their newest text there, so that the edits among them say nothing more. */
function history(events: readonly LoggedEvent[]): readonly LogItem[] {
  return events.reduce<readonly LogItem[]>(
    (items, event) => (event.on === "chat.edited" ? items : withItem(items, event)),
    [],
  );
}

function withItem(items: readonly LogItem[], event: LoggedEvent): readonly LogItem[] {
  switch (event.on) {
    case "chat.posted":
      return [...items, messageOf(event)];
    case "announcement.made": {
      const { offset, id, by, text, at, everywhere } = event;
      return [...items, { kind: "announcement", offset, id, by, text, at, everywhere }];
    }
    case "chat.deleted": {
      const gone: Deleted = { kind: "deleted", offset: event.message, byStaff: event.by_staff ?? false };
      // In a stored log the tombstone stands where the message was; live, it points back to it.
      return event.message === event.offset ? [...items, gone] : replaced(items, event.message, () => gone);
    }
    default:
      return items;
  }
}

function withEdit(items: readonly LogItem[], offset: number, text: string): readonly LogItem[] {
  return replaced(items, offset, (item) => (item.kind === "message" ? { ...item, text, edited: true } : item));
}

function replaced(items: readonly LogItem[], offset: number, change: (item: LogItem) => LogItem): readonly LogItem[] {
  const index = items.findLastIndex((item) => item.offset === offset);
  const item = items[index];
  return item ? items.with(index, change(item)) : items;
}

function messageOf(event: ChatPosted): Message {
  return {
    kind: "message",
    offset: event.offset,
    by: event.by,
    name: event.name,
    org: event.org ?? "",
    roles: event.roles ?? ["participant"],
    text: event.text,
    at: event.at,
    edited: event.edited ?? false,
    ref: event.ref,
  };
}
