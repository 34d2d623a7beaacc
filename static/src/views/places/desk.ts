import { effect, signal } from "@preact/signals";
import { browserTimers, type Timers } from "../../net/timers";
import { type PlaceTaken } from "../../protocol";
import { type Booking, Refused, type Venue } from "../../state";

/** What is asked before something is done that cannot be taken back, or that costs another place. */
export interface Question {
  readonly about: "swap" | "wait" | "giveUp" | "leave";
  readonly booking: Booking;
}

/** What became of the last thing that was done. */
export type Outcome =
  | {
      readonly kind: "placed" | "swapped" | "gaveUp" | "left" | "refused";
      readonly booking: Booking;
      readonly undo: boolean;
    }
  | { readonly kind: "waiting"; readonly booking: Booking; readonly undo: false; readonly ahead: number }
  | { readonly kind: "failed"; readonly booking: Booking; readonly undo: false; readonly code: Refused["code"] };

/** So long after a receipt (ms) the new route is waited for, until the button can be pressed again. */
const SETTLED_WITHIN = 1_000;
/** So long (ms) the word about what was done stays, unless it is put away before. */
export const SHOWN_FOR = 30_000;

/** What a person does about places, wherever its buttons stand: one thing at a time, questions, and undo. */
export class PlaceDesk {
  /** The session that something is being done about. */
  readonly busy = signal<string | null>(null);
  readonly question = signal<Question | null>(null);
  readonly outcome = signal<Outcome | null>(null);
  readonly #venue: Venue;
  readonly #timers: Timers;
  #forget: () => void = () => undefined;

  constructor(venue: Venue, timers: Timers) {
    this.#venue = venue;
    this.#timers = timers;
  }

  /** The one button of a session: does what it says, or asks first. */
  async press(booking: Booking): Promise<void> {
    const about = questionAbout(booking);
    if (about === null) await this.#act(booking);
    else this.question.value = { about, booking };
  }

  async answer(yes: boolean): Promise<void> {
    const asked = this.question.value;
    this.question.value = null;
    if (asked && yes) await this.#act(asked.booking);
  }

  accept(booking: Booking): Promise<void> {
    return this.#carryOut(booking, async () => arrived(booking, await this.#venue.acceptPlace(booking.session.id)));
  }

  refuse(booking: Booking): Promise<void> {
    return this.#carryOut(booking, async () => {
      await this.#venue.giveUpPlace(booking.session.id);
      return { kind: "refused", booking, undo: false };
    });
  }

  /** Takes the last deed back. What cannot be had again is told. */
  async undo(): Promise<void> {
    const outcome = this.outcome.value;
    if (!outcome?.undo) return;
    const { booking, kind } = outcome;
    const { session, rival } = booking;
    const back: Booking = kind === "swapped" && rival ? { ...booking, session: rival, rival: session } : booking;
    await this.#carryOut(back, async () => {
      const taken = await this.#venue.takePlace(back.session.id, back.rival !== null);
      return { ...arrived(back, taken), undo: false };
    });
  }

  /** The word about the last deed is read. */
  dismiss(): void {
    this.#forget();
    this.outcome.value = null;
  }

  #act(booking: Booking): Promise<void> {
    const { session, deed, rival, undoable } = booking;
    if (deed === "take" || deed === "wait") {
      return this.#carryOut(booking, async () =>
        arrived(booking, await this.#venue.takePlace(session.id, rival !== null)),
      );
    }
    return this.#carryOut(booking, async () => {
      await this.#venue.giveUpPlace(session.id);
      return { kind: deed === "giveUp" ? "gaveUp" : "left", booking, undo: undoable };
    });
  }

  async #carryOut(booking: Booking, work: () => Promise<Outcome>): Promise<void> {
    if (this.busy.value !== null) return;
    this.dismiss();
    this.busy.value = booking.session.id;
    const before = this.#venue.places.peek().mine;
    try {
      const outcome = await work();
      await this.#settled(before);
      this.#tell(outcome);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      this.#tell({ kind: "failed", booking, undo: false, code: fault.code });
    } finally {
      this.busy.value = null;
    }
  }

  #tell(outcome: Outcome): void {
    this.outcome.value = outcome;
    this.#forget = this.#timers.after(SHOWN_FOR, () => (this.outcome.value = null));
  }

  /** The receipt and the new route come one after the other; in between the button would say the old thing. */
  #settled(before: Venue["places"]["value"]["mine"]): Promise<void> {
    return new Promise((resolve) => {
      const stops: (() => void)[] = [];
      const finish = (): void => {
        for (const stop of stops.splice(0)) stop();
        resolve();
      };
      if (this.#venue.places.peek().mine !== before) {
        finish();
        return;
      }
      stops.push(
        this.#timers.after(SETTLED_WITHIN, finish),
        effect(() => {
          if (this.#venue.places.value.mine !== before) finish();
        }),
      );
    });
  }
}

/** What has to be asked before the button of a session does what it says. */
export function questionAbout({ deed, rival, undoable }: Booking): Question["about"] | null {
  if (deed === "take") return rival ? "swap" : null;
  if (deed === "wait") return rival ? "wait" : null;
  if (deed === "giveUp" || deed === "leave") return undoable ? null : deed;
  return null;
}

function arrived(booking: Booking, { state, ahead }: PlaceTaken): Outcome {
  if (state === "waiting") return { kind: "waiting", booking, undo: false, ahead };
  // Taking a place needs no undo: its button gives it up again. A swap goes back while nobody waited for the old place.
  if (booking.rival === null) return { kind: "placed", booking, undo: false };
  return { kind: "swapped", booking, undo: booking.rivalWaiting === 0 };
}

const desks = new WeakMap<Venue, PlaceDesk>();

/** The desk of this visit. */
export function placeDeskIn(venue: Venue): PlaceDesk {
  const known = desks.get(venue);
  if (known) return known;
  const made = new PlaceDesk(venue, browserTimers);
  desks.set(venue, made);
  return made;
}
