import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type ShowForeseen } from "../../protocol";
import { Refused } from "../../state";

/** So long after the house has changed the venue is asked anew, in ms. */
const AFTER_CHANGE = 3_000;

/** What moving on (or going back) would do now; null while it is not known, or not possible. */
export function useForesight(what: "skip" | "back", rest: boolean, step: string): ShowForeseen | null {
  const venue = useVenue();
  const [found, setFound] = useState<ShowForeseen | null>(null);
  const connected = venue.link.value.state === "connected";
  const { countedAt } = venue.house.value;
  const [seen, setSeen] = useState(countedAt);
  const { steps, held } = venue.show.value;
  const planned = held ? "held" : steps.map((one) => one.ends).join(" ");
  useEffect(() => {
    if (countedAt === seen) return;
    const timer = setTimeout(() => setSeen(countedAt), AFTER_CHANGE);
    return () => clearTimeout(timer);
  }, [countedAt === seen]);
  useEffect(() => {
    if (!connected) return;
    let wanted = true;
    venue.foresee(what, rest).then(
      (told) => wanted && setFound(told),
      (refused: unknown) => {
        if (!(refused instanceof Refused)) throw refused;
        if (wanted) setFound(null);
      },
    );
    return () => {
      wanted = false;
    };
  }, [venue, what, rest, step, planned, connected, seen]);
  return found;
}
