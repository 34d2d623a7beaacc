import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";

/** Event time in ms, a step every `every` ms while somebody looks: for ages that are told to the second. */
export function useNow(every: number): number {
  const venue = useVenue();
  const [now, setNow] = useState(() => venue.now());
  useEffect(() => {
    const step = () => {
      if (document.visibilityState === "visible") setNow(venue.now());
    };
    const timer = setInterval(step, every);
    return () => clearInterval(timer);
  }, [venue, every]);
  return now;
}
