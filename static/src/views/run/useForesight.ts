import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type ShowForeseen } from "../../protocol";
import { Refused } from "../../state";

/** So long after the house has changed the venue is asked anew, in ms. */
const AFTER_CHANGE = 3_000;
/** The browser sees a step begin a moment before the venue does, or after it: then it is asked once more, in ms. */
const BOTH_AGREE = 1_000;

/** What moving on (or going back) would do now; null while it is not known, or not possible. */
export function useForesight(what: "skip" | "back", rest: boolean, step: string): ShowForeseen | null {
  const venue = useVenue();
  const [found, setFound] = useState<{ step: string; told: ShowForeseen } | null>(null);
  const connected = venue.link.value.state === "connected";
  const { countedAt } = venue.house.value;
  const [seen, setSeen] = useState(countedAt);
  const { steps, held } = venue.show.value;
  const [again, setAgain] = useState(0);
  const planned = held ? "held" : steps.map((one) => one.ends).join(" ");
  useEffect(() => {
    if (countedAt === seen) return;
    const timer = setTimeout(() => setSeen(countedAt), AFTER_CHANGE);
    return () => clearTimeout(timer);
  }, [countedAt === seen]);
  useEffect(() => {
    if (!connected) return;
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    venue.foresee(step, what, rest).then(
      (told) => wanted && setFound({ step, told }),
      (refused: unknown) => {
        if (!(refused instanceof Refused)) throw refused;
        if (!wanted) return;
        setFound(null);
        if (refused.code === "step_changed") timer = setTimeout(() => setAgain((times) => times + 1), BOTH_AGREE);
      },
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [venue, what, rest, step, planned, connected, seen, again]);
  // What was foreseen of another step is no foresight of this one.
  return found?.step === step ? found.told : null;
}
