import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Venue } from "../state";

/** The venue of everything below the door. */
export const VenueContext = createContext<Venue | null>(null);

/** The venue: its signals and its actions (see `state/index.ts`). Only below the shell, never at the door. */
export function useVenue(): Venue {
  const venue = useContext(VenueContext);
  if (!venue) throw new Error("a view that needs the venue stands outside of it");
  return venue;
}
