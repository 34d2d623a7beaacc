import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type Whereabouts } from "../../protocol";
import { Refused } from "../../state";

const FRESH = 5_000;

export interface Conduct {
  /** Null before the first answer. */
  readonly people: readonly Whereabouts[] | null;
  readonly trouble: Refused["code"] | null;
  readonly look: () => Promise<void>;
}

/** Who is silenced or shown out, kept up to date while somebody looks. */
export function useConduct(): Conduct {
  const venue = useVenue();
  const [people, setPeople] = useState<readonly Whereabouts[] | null>(null);
  const [trouble, setTrouble] = useState<Refused["code"] | null>(null);
  const allowed = venue.may("order");
  const look = async () => {
    try {
      setPeople((await venue.conduct()).people);
      setTrouble(null);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setTrouble(fault.code);
    }
  };
  useEffect(() => {
    if (!allowed) return;
    void look();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && venue.link.value.state === "connected") void look();
    }, FRESH);
    return () => clearInterval(timer);
  }, [venue, allowed]);
  return { people, trouble, look };
}
