import { useEffect } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type Directory } from "./directory";

const STEP = 5_000;
const AT_LATEST = 30_000;

/** Keeps a directory up to date while somebody looks: now and then, and soon while `eager`. */
export function useDirectory(directory: Directory, eager: boolean): void {
  const venue = useVenue();
  useEffect(() => {
    let readAt = -Infinity;
    const step = () => {
      if (document.visibilityState !== "visible" || venue.link.value.state !== "connected") return;
      if (!eager && directory.complete.value && performance.now() - readAt < AT_LATEST) return;
      readAt = performance.now();
      void directory.read();
    };
    step();
    const timer = setInterval(step, STEP);
    return () => clearInterval(timer);
  }, [directory, venue, eager]);
}
