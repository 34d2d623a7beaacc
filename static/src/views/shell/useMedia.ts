import { useEffect, useState } from "preact/hooks";

/** Whether the window is so, now and when it changes. For what must stand in the document once: here or there. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const look = () => setMatches(list.matches);
    look();
    list.addEventListener("change", look);
    return () => list.removeEventListener("change", look);
  }, [query]);
  return matches;
}

/** The house stands beside the rooms. */
export const WIDE = "(min-width: 75rem)";
/** The bar has room for every way there is. */
export const ROOMY = "(min-width: 88rem)";
/** The bar has room for hardly any. */
export const TIGHT = "(max-width: 63.99rem)";
/** Phones: one thing at a time, and the ways at the lower edge. */
export const NARROW = "(max-width: 47.99rem)";
