/** What a list of messages is made of, as far as grouping needs to know. */
export type Entry =
  | {
      readonly kind: "message";
      readonly offset: number;
      readonly ref: string;
      readonly by: string;
      readonly at: number;
    }
  | { readonly kind: "outgoing"; readonly ref: string; readonly by: string; readonly at: number }
  | { readonly kind: "announcement"; readonly offset: number; readonly at: number }
  | { readonly kind: "deleted"; readonly offset: number };

type Spoken<E extends Entry> = Extract<E, { kind: "message" | "outgoing" }>;
type Announced<E extends Entry> = Extract<E, { kind: "announcement" }>;

/** What is drawn one below the other. */
export type Block<E extends Entry> =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "mark"; readonly key: string }
  | { readonly kind: "group"; readonly key: string; readonly at: number; readonly entries: readonly Spoken<E>[] }
  | { readonly kind: "announcement"; readonly key: string; readonly entry: Announced<E> }
  | { readonly kind: "deleted"; readonly key: string; readonly offsets: readonly number[] };

/** A pause of this length begins a new group, even of the same person. */
const PAUSE = 5 * 60_000;
/** Groups stay so small that the browser can skip the layout of those out of sight. */
const LARGEST = 12;

export interface Rules {
  /** Offset of the first unread message: before it stands a line. */
  readonly mark: number | null;
  /** The day of a moment, in the event's time zone. */
  readonly dayOf: (at: number) => string;
}

/** Messages of one person in one go stand together; days and the unread mark part them. Bodies keep their identity. */
export function grouped<E extends Entry>(entries: readonly E[], { mark, dayOf }: Rules): Block<E>[] {
  const blocks: Block<E>[] = [];
  let day: string | null = null;
  for (const entry of entries) {
    if ("offset" in entry && mark !== null && entry.offset === mark) blocks.push({ kind: "mark", key: "mark" });
    if (entry.kind === "deleted") {
      addDeleted(blocks, entry.offset);
      continue;
    }
    const today = dayOf(entry.at);
    // The first day is only named when another one follows it: on a one-day event it would be noise.
    if (day !== null && today !== day) blocks.push({ kind: "day", key: `day ${today}`, at: entry.at });
    day = today;
    if (isSpoken(entry)) addSpoken(blocks, entry);
    else blocks.push({ kind: "announcement", key: `a${offsetOf(entry)}`, entry: entry as Announced<E> });
  }
  return blocks;
}

function isSpoken<E extends Entry>(entry: E): entry is Spoken<E> {
  return entry.kind === "message" || entry.kind === "outgoing";
}

function offsetOf(entry: Entry): number {
  return "offset" in entry ? entry.offset : 0;
}

function addSpoken<E extends Entry>(blocks: Block<E>[], entry: Spoken<E>): void {
  const last = blocks.at(-1);
  const previous = last?.kind === "group" ? last.entries.at(-1) : undefined;
  const together = previous?.by === entry.by && entry.at - previous.at < PAUSE;
  if (last?.kind === "group" && together && last.entries.length < LARGEST) {
    blocks[blocks.length - 1] = { ...last, entries: [...last.entries, entry] };
  } else {
    blocks.push({ kind: "group", key: `${entry.by} ${entry.ref}`, at: entry.at, entries: [entry] });
  }
}

function addDeleted(blocks: Block<Entry>[], offset: number): void {
  const last = blocks.at(-1);
  if (last?.kind === "deleted") blocks[blocks.length - 1] = { ...last, offsets: [...last.offsets, offset] };
  else blocks.push({ kind: "deleted", key: `d${offset}`, offsets: [offset] });
}
