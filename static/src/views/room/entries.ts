import { type ChatEntry, type OutgoingEntry } from "../../components/chat";
import { type Member } from "../../protocol";
import { type ChatLog, type Outgoing } from "../../state";

/** What the list of a room shows: its log, and behind it what I said that is not in the log yet. */
export function entriesOf(log: ChatLog, mine: readonly OutgoingEntry[]): readonly ChatEntry[] {
  if (mine.length === 0) return log.items;
  const heard = new Set(log.items.slice(-50).flatMap((item) => (item.kind === "message" ? [item.ref] : [])));
  return [...log.items, ...mine.filter((message) => !heard.has(message.ref))];
}

interface Context {
  readonly room: string;
  readonly me: Member;
  /** The event's time and the browser's, both now, in ms: what I write carries the browser's. */
  readonly now: number;
  readonly today: number;
  readonly whyOf: (message: Outgoing) => string;
}

/** Messages of mine that wait in this room, as entries. Those that were returned stand elsewhere. */
export function outgoingEntries(messages: readonly Outgoing[], context: Context): readonly OutgoingEntry[] {
  return messages
    .filter((message) => message.room === context.room && message.state !== "returned")
    .map(({ ref, text, at, state, ...rest }) => ({
      kind: "outgoing",
      ref,
      by: context.me.id,
      name: context.me.name,
      org: context.me.org ?? "",
      roles: context.me.roles ?? [],
      text,
      at: context.now - Math.max(0, context.today - at),
      state,
      why: state === "failed" ? context.whyOf({ ref, text, at, state, ...rest }) : "",
    }));
}
