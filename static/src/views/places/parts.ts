import { type SessionInfo } from "../../protocol";
import { type Booking, type Deed } from "../../state";
import { type BlockState, type DayBlock, stateOf } from "../programme/blocks";

/** A line of the day as it is mine. */
export interface DayPart {
  readonly block: DayBlock;
  readonly state: BlockState;
  /** The session of my place; null in a slot: nothing chosen. */
  readonly placed: Booking | null;
  /** Offers and waiting lists, offers first. */
  readonly hoped: readonly Booking[];
  /** What still has a place for me. */
  readonly open: readonly Booking[];
  /** One registers here. */
  readonly registers: boolean;
  /** Every session of it is full. */
  readonly full: boolean;
  /** Something has to be chosen here, and can be. */
  readonly gap: boolean;
}

/** With one of these something can still be chosen. */
const CHOICES: readonly Deed[] = ["take", "wait", "leave", "answer"];

/** The day in my parts; `bookingIn` says how a session is booked, null where nobody registers. */
export function partsOf(
  blocks: readonly DayBlock[],
  bookingIn: (session: SessionInfo) => Booking | null,
  now: number,
): readonly DayPart[] {
  return blocks.map((block) => {
    const bookings = block.sessions.flatMap((session) => bookingIn(session) ?? []);
    const placed = bookings.find(({ mine }) => mine?.state === "placed") ?? null;
    const offered = bookings.filter(({ deed }) => deed === "answer");
    const waiting = bookings.filter(({ mine }) => mine?.state === "waiting");
    const open = bookings.filter(({ deed }) => deed === "take");
    const state = stateOf(block, now);
    const registers = bookings.length > 0;
    const full = bookings.every((booking) => booking.full);
    const gap = placed === null && state !== "past" && bookings.some(({ deed }) => CHOICES.includes(deed));
    return { block, state, placed, hoped: [...offered, ...waiting], open, registers, full, gap };
  });
}

/** The day in a few numbers: for a card. */
export interface DaySum {
  /** Rounds that one registers for, and how many of them have a place. */
  readonly rounds: number;
  readonly chosen: number;
  /** My place that runs, else the one that begins next. */
  readonly next: Booking | null;
  /** The first round without a place in which something can be chosen. */
  readonly gap: DayPart | null;
  /** Waiting lists on which I stand. */
  readonly waiting: number;
}

export function sumOf(parts: readonly DayPart[]): DaySum {
  const rounds = parts.filter(({ registers }) => registers);
  const ahead = parts.filter(({ state }) => state !== "past");
  return {
    rounds: rounds.length,
    chosen: rounds.filter(({ placed }) => placed).length,
    next: ahead.find(({ placed }) => placed)?.placed ?? null,
    gap: parts.find(({ gap }) => gap) ?? null,
    waiting: ahead.flatMap(({ hoped }) => hoped).filter(({ mine }) => mine?.state === "waiting").length,
  };
}
