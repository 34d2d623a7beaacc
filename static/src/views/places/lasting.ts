/** What was said about places, as far as it is still so. */
import { type SessionInfo } from "../../protocol";
import { type Booking, type Venue } from "../../state";
import { type Outcome } from "./desk";
import { bookingIn } from "./useBooking";

/** That I wait is no word any more when I do not: an offer came, or the session began. */
export function lastingOutcome(venue: Venue, outcome: Outcome | null): Outcome | null {
  if (outcome?.kind !== "waiting") return outcome;
  const { id } = outcome.booking.session;
  const mine = venue.places.value.mine.find(({ session }) => session === id);
  return mine?.state === "waiting" && !venue.hasBegun(id, momentIn(venue)) ? outcome : null;
}

/** Why an offer has lapsed, and what can be done about the session now; null: nothing. */
export interface Lapse {
  readonly begun: boolean;
  readonly again: Booking | null;
}

export function lapseOf(venue: Venue, session: SessionInfo): Lapse {
  const now = momentIn(venue);
  const begun = venue.hasBegun(session.id, now);
  const booking = bookingIn(venue, session, now);
  const possible = booking?.deed === "take" || (booking?.deed === "wait" && !begun);
  return { begun, again: possible ? booking : null };
}

/** Looked at anew with each step of the clock; the steps themselves are too coarse for what ends with the start. */
function momentIn(venue: Venue): number {
  return Math.max(venue.clock.value, venue.now());
}
