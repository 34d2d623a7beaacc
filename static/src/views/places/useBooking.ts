import { useVenue } from "../../app/context";
import { type SessionInfo } from "../../protocol";
import { type Booking, bookingOf, type Venue } from "../../state";

/** How a session is booked and what I can do about it at that moment; null where nobody registers. */
export function bookingIn(venue: Venue, session: SessionInfo, now: number): Booking | null {
  const looker = { now, me: venue.me.value, allowed: venue.roomOf(session.room)?.allowed ?? false };
  return bookingOf(venue.places.value, venue.info.value, timedAt(venue, session, now), looker);
}

/** With the times that it has at that moment: a start may recede, and those that views read are from the clock's last step. */
function timedAt(venue: Venue, session: SessionInfo, now: number): SessionInfo {
  const [starts, ends] = venue.spanOf(session.id, now) ?? [session.starts, session.ends];
  return starts === session.starts && ends === session.ends ? session : { ...session, starts, ends };
}

export function useBooking(session: SessionInfo): Booking | null {
  const venue = useVenue();
  return bookingIn(venue, session, venue.clock.value);
}
