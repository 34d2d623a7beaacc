import { useEffect } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type Finder } from "./finder";

const STEP = 1_000;

/** Keeps the page of a finder up to date while `active`, somebody looks and the venue is reached. */
export function useFresh(finder: Finder, active = true): void {
  const venue = useVenue();
  useEffect(() => {
    if (!active) return;
    if (finder.found.value === null) finder.want({});
    const step = () => {
      if (document.visibilityState !== "visible" || venue.link.value.state !== "connected") return;
      finder.freshen(venue.house.value.countedAt);
    };
    step();
    const timer = setInterval(step, STEP);
    return () => clearInterval(timer);
  }, [finder, venue, active]);
}
