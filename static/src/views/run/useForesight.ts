import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type ShowForeseen } from "../../protocol";
import { askedAnew } from "./askedAnew";

/** So long after the house has changed the venue is asked anew, in ms. */
const AFTER_CHANGE = 3_000;

/** What moving on (or going back) would do; null while it is not known, or not possible. `step` runs; null: ask nothing. */
export function useForesight(what: "skip" | "back", rest: boolean, step: string | null): ShowForeseen | null {
  const venue = useVenue();
  const [found, setFound] = useState<{ step: string; told: ShowForeseen } | null>(null);
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
    if (!connected || step === null) return;
    return askedAnew(
      () => venue.foresee(step, what, rest),
      (told) => setFound(told && { step, told }),
    );
  }, [venue, what, rest, step, planned, connected, seen]);
  // What was foreseen of another step is no foresight of this one.
  return found?.step === step ? found.told : null;
}
