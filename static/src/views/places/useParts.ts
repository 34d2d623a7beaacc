import { useVenue } from "../../app/context";
import { blocksOf } from "../programme/blocks";
import { type DayPart, partsOf } from "./parts";
import { bookingIn } from "./useBooking";

/** My day as it stands now. */
export function useParts(): readonly DayPart[] {
  const venue = useVenue();
  const now = venue.clock.value;
  return partsOf(blocksOf(venue.info.value), (session) => bookingIn(venue, session, now), now);
}
