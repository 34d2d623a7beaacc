import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Refused } from "../../state";
import { type JournalPages, withNewest, withOlder } from "./pages";

const FRESH = 5_000;

interface JournalRead {
  /** Null before the first answer. */
  readonly pages: JournalPages | null;
  readonly trouble: Refused["code"] | null;
  readonly loadingOlder: boolean;
  readonly look: () => Promise<void>;
  readonly older: () => Promise<void>;
}

/** The journal, newest first, kept up to date while `active`. */
export function useJournal(active: boolean): JournalRead {
  const venue = useVenue();
  const [pages, setPages] = useState<JournalPages | null>(null);
  const [trouble, setTrouble] = useState<Refused["code"] | null>(null);
  const [loadingOlder, setLoadingOlder] = useState(false);

  const asking = async (work: () => Promise<void>) => {
    try {
      await work();
      setTrouble(null);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setTrouble(fault.code);
    }
  };
  const look = () =>
    asking(async () => {
      const newest = await venue.journal();
      setPages((known) => withNewest(known, newest));
    });
  const older = async () => {
    const oldest = pages?.entries.at(-1)?.number;
    if (oldest === undefined || loadingOlder) return;
    setLoadingOlder(true);
    await asking(async () => {
      const before = await venue.journal(oldest);
      setPages((known) => known && withOlder(known, before));
    });
    setLoadingOlder(false);
  };

  useEffect(() => {
    if (!active) return;
    void look();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && venue.link.value.state === "connected") void look();
    }, FRESH);
    return () => clearInterval(timer);
  }, [venue, active]);
  return { pages, trouble, loadingOlder, look, older };
}
