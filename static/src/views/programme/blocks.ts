import { type EventInfo, type SessionInfo, type SlotInfo } from "../../protocol";

/** A line of the day: one session for everybody, or what runs side by side. */
export interface DayBlock {
  readonly id: string;
  readonly slot: SlotInfo | null;
  readonly starts: number;
  readonly ends: number;
  readonly sessions: readonly SessionInfo[];
}

/** The day in lines, in order of time: each slot is one, and so are sessions without a slot that begin and end together. */
export function blocksOf(info: EventInfo): readonly DayBlock[] {
  const blocks = new Map<string, DayBlock>();
  for (const session of info.sessions) {
    const slot = info.slots.find((item) => item.id === session.slot) ?? null;
    const line = slot?.id ?? `${session.starts}-${session.ends}`;
    const known = blocks.get(line);
    blocks.set(line, {
      id: slot?.id ?? known?.id ?? session.id, // keeps its name when its times change
      slot,
      starts: slot?.starts ?? session.starts,
      ends: slot?.ends ?? session.ends,
      sessions: [...(known?.sessions ?? []), session],
    });
  }
  return [...blocks.values()].sort((one, other) => one.starts - other.starts || one.ends - other.ends);
}

/** The planned times of a line, where they are others by now: shown beside those that count. */
export function plannedOf(block: DayBlock, planned: EventInfo): { starts: number; ends: number } | null {
  const before = block.slot
    ? planned.slots.find((slot) => slot.id === block.slot?.id)
    : planned.sessions.find((session) => session.id === block.id);
  if (!before || (before.starts === block.starts && before.ends === block.ends)) return null;
  return { starts: before.starts, ends: before.ends };
}

export type BlockState = "past" | "running" | "coming";

export function stateOf(block: { starts: number; ends: number }, now: number): BlockState {
  if (block.ends <= now) return "past";
  return block.starts <= now ? "running" : "coming";
}

/** How much of it is over, 0 to 1. */
export function shareOf(block: { starts: number; ends: number }, now: number): number {
  return Math.min(1, Math.max(0, (now - block.starts) / Math.max(1, block.ends - block.starts)));
}

/** Before which line the day is between two of them; null while one runs, and before the first and after the last. */
export function pauseBefore(blocks: readonly DayBlock[], now: number): DayBlock | null {
  if (blocks.some((block) => stateOf(block, now) === "running")) return null;
  const next = blocks.find((block) => block.starts > now) ?? null;
  return next && blocks.some((block) => block.ends <= now) ? next : null;
}
