import { useVenue } from "../../app/context";
import { type SessionInfo } from "../../protocol";
import { type Booking, bookingOf, type Venue } from "../../state";

/** How a session is booked and what I can do about it, now; null where nobody registers. */
export function bookingIn(venue: Venue, session: SessionInfo, now: number): Booking | null {
  const looker = { now, me: venue.me.value, allowed: venue.roomOf(session.room)?.allowed ?? false };
  return bookingOf(venue.places.value, venue.info.value, session, looker);
}

export function useBooking(session: SessionInfo): Booking | null {
  const venue = useVenue();
  return bookingIn(venue, session, venue.clock.value);
}
