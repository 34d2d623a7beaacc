import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type Member } from "../../protocol";

export interface Pages {
  readonly people: readonly Member[];
  /** How many match, on all pages together. */
  readonly total: number;
  readonly state: "loading" | "ready" | "failed";
  readonly next: string;
  readonly more: () => void;
  readonly retry: () => void;
}

/** Typing rests this long before it is searched for, and counts change this long before the first page is fetched anew (ms). */
const REST = 250;
const REFRESH = 5_000;

const NONE = { people: [], total: 0, state: "loading", next: "" } as const;

/** The people of a room that is too full to be listed: page by page, as searched for. Idle while `wanted` is false. */
export function useRosterPages(query: string, count: number, wanted: boolean): Pages {
  const venue = useVenue();
  const [pages, setPages] = useState<Omit<Pages, "more" | "retry">>(NONE);
  const asked = useRef(0);

  const load = useCallback(
    async (after: string, before: readonly Member[]) => {
      const turn = ++asked.current;
      try {
        const page = await venue.rosterPage(query, after);
        if (turn !== asked.current) return;
        setPages({ people: [...before, ...page.people], total: page.total, state: "ready", next: page.next });
      } catch {
        // Whatever the reason was: the list says that it is not complete, and offers to try again.
        if (turn === asked.current) setPages((known) => ({ ...known, state: "failed" }));
      }
    },
    [venue, query],
  );

  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => void load("", []), query === "" ? 0 : REST);
    return () => clearTimeout(timer);
  }, [load, wanted]);

  const first = pages.people.length <= 100;
  useEffect(() => {
    if (!wanted || !first || pages.state !== "ready") return;
    const timer = setTimeout(() => void load("", []), REFRESH);
    return () => clearTimeout(timer);
  }, [count]);

  return {
    ...pages,
    more: () => {
      setPages((known) => ({ ...known, state: "loading" }));
      void load(pages.next, pages.people);
    },
    retry: () => {
      setPages((known) => ({ ...known, state: "loading" }));
      void load("", []);
    },
  };
}
