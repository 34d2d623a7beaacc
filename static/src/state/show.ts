import { type EventInfo, type SessionInfo, type Show, type ShowStep, type SlotInfo, type Span } from "../protocol";

/** The run of show at a moment. Times are event time in ms. */
export interface ShowNow {
  /** The day in order, with the times that count now. */
  readonly steps: readonly ShowStep[];
  /** The step that runs; null before anything is known. */
  readonly running: ShowStep | null;
  readonly previous: ShowStep | null;
  readonly next: ShowStep | null;
  /** Milliseconds until the running step ends, 0 when its time is over; null: it has no end. */
  readonly left: number | null;
  /** Its clock stands still. */
  readonly held: boolean;
  /** By hand: its time is over by so much, in ms; else 0. */
  readonly over: number;
  readonly mode: Show["mode"];
}

/** Somebody gave the running step more time: how much, in ms, and when. */
export interface MoreTime {
  readonly by: number;
  readonly at: number;
}

/** The clocks of venue and browser agree no better than this, in ms. */
export const NEARLY = 1_500;
/** So much more is worth a word, in ms. */
const WORTH_SAYING = 30_000;
const NOTHING: ShowNow = {
  steps: [],
  running: null,
  previous: null,
  next: null,
  left: null,
  held: false,
  over: 0,
  mode: "clock",
};

/** How far the running step's end and all that follows have moved by themselves since the venue told them. */
interface Drift {
  /** Times from here on move. */
  readonly from: number;
  readonly by: number;
  readonly over: number;
  readonly held: boolean;
}

function driftOf(show: Show, now: number): Drift {
  const index = show.steps.findIndex((step) => step.id === show.step);
  const running = show.steps[index];
  if (!running || index === show.steps.length - 1) return { from: Infinity, by: 0, over: 0, held: false };
  const held = show.state === "held" && now < show.until;
  const stood = show.state === "held" ? Math.max(0, Math.min(now, show.until) - show.at) : 0;
  // As the venue does: by hand, what runs has always a moment left.
  const over = show.mode === "hand" ? Math.max(0, now + 1 - running.ends - stood) : 0;
  return { from: running.ends, by: stood + over, over, held };
}

function drifted([starts, ends]: Span, { from, by }: Drift): Span {
  return [starts >= from ? starts + by : starts, ends >= from ? ends + by : ends];
}

/** Where the show is at `now`. */
export function showAt(show: Show | null, now: number): ShowNow {
  if (!show) return NOTHING;
  const drift = driftOf(show, now);
  const steps =
    drift.by === 0
      ? show.steps
      : show.steps.map((step) => {
          const [starts, ends] = drifted([step.starts, step.ends], drift);
          return { ...step, starts, ends };
        });
  const byHand = show.mode === "hand" ? steps.findIndex((step) => step.id === show.step) : -1;
  const index = byHand >= 0 ? byHand : Math.max(0, lastBegun(steps, now));
  const running = steps[index] ?? null;
  const last = index === steps.length - 1;
  // The moment that it has always left, or of which the browser has not heard yet, is none.
  const over = byHand >= 0 && drift.over > 1 ? drift.over - 1 : 0;
  return {
    steps,
    running,
    previous: steps[index - 1] ?? null,
    next: steps[index + 1] ?? null,
    left: !running || last ? null : over > 0 ? 0 : Math.max(0, running.ends - now),
    held: drift.held,
    over,
    mode: show.mode,
  };
}

function lastBegun(steps: readonly ShowStep[], now: number): number {
  return steps.reduce((found, step, at) => (step.starts <= now ? at : found), -1);
}

/** When a session begins and ends, as it looks at `now`; null where the show does not know it. */
export function spanOf(show: Show | null, session: string, now: number): Span | null {
  const span = show?.times[session];
  return show && span ? drifted(span, driftOf(show, now)) : null;
}

/**
 * Whether a session has begun, as far as the clocks can say. By hand, or while the clock is held, what comes next never
 * does by itself: its start recedes with the time, also during the moment by which the clocks may differ.
 */
export function hasBegun(show: Show | null, session: string, now: number): boolean {
  const at = now + NEARLY;
  const span = spanOf(show, session, at);
  return span !== null && span[0] <= at;
}

/**
 * The event with the times that count at `now` instead of the planned ones. What did not change since `before` keeps its
 * identity, and so does the event that runs as planned.
 */
export function dayOf(info: EventInfo, show: Show | null, now: number, before: EventInfo | null): EventInfo {
  if (!show) return info;
  const drift = driftOf(show, now);
  const known = new Map(before?.sessions.map((session) => [session.id, session]));
  const sessions = info.sessions.map((session) => {
    const [starts, ends] = drifted(show.times[session.id] ?? [session.starts, session.ends], drift);
    return timed(session, known.get(session.id), starts, ends);
  });
  const knownSlots = new Map(before?.slots.map((slot) => [slot.id, slot]));
  const slots = info.slots.map((slot) => slotWith(slot, knownSlots.get(slot.id), info.sessions, sessions));
  if (sessions.every((session, at) => session === info.sessions[at])) return info;
  const same = before && sessions.every((session, at) => session === before.sessions[at]);
  return same && sameBut(before, info) ? before : { ...info, sessions, slots };
}

function timed<T extends SessionInfo | SlotInfo>(planned: T, before: T | undefined, starts: number, ends: number): T {
  if (planned.starts === starts && planned.ends === ends) return planned;
  const same = before?.starts === starts && before.ends === ends && before.title === planned.title;
  return same ? before : { ...planned, starts, ends };
}

/** A slot begins and ends with its sessions: it moves as its first and its last one do. */
function slotWith(
  slot: SlotInfo,
  before: SlotInfo | undefined,
  planned: readonly SessionInfo[],
  now: readonly SessionInfo[],
): SlotInfo {
  const inside = planned.flatMap((session, at) => (session.slot === slot.id ? [{ session, now: now[at] }] : []));
  const [first] = inside;
  if (!first) return slot;
  const early = inside.reduce((one, other) => (other.session.starts < one.session.starts ? other : one), first);
  const late = inside.reduce((one, other) => (other.session.ends > one.session.ends ? other : one), first);
  const starts = slot.starts + ((early.now?.starts ?? early.session.starts) - early.session.starts);
  return timed(slot, before, starts, slot.ends + ((late.now?.ends ?? late.session.ends) - late.session.ends));
}

/** Whether two versions of the event differ in nothing but times. */
function sameBut(one: EventInfo, other: EventInfo): boolean {
  const keys = Object.keys(other) as (keyof EventInfo)[];
  return keys.every((key) => key === "sessions" || key === "slots" || one[key] === other[key]);
}

/** What one hears of a new state: more time for what runs, as long as it is the same that runs. */
export function moreTime(before: Show | null, after: Show, now: number): MoreTime | null {
  const was = showAt(before, now);
  const is = showAt(after, now);
  if (!was.running || was.running.id !== is.running?.id || is.left === null) return null;
  const by = is.running.ends - was.running.ends;
  return by >= WORTH_SAYING ? { by, at: now } : null;
}
