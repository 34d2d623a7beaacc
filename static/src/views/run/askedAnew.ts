import { browserTimers, type Cancel, type Timers } from "../../net/timers";
import { Refused } from "../../state";

/** The browser sees a step begin a moment before the venue does, or after it: then it is asked once more, in ms. */
const BOTH_AGREE = 1_000;
/** So often. Who does not agree by then does not agree by waiting. */
export const TRIES = 3;

/** Asks what cannot be answered while browser and venue see another step run; null: there is no answer. Ends when told so. */
export function askedAnew<T>(
  ask: () => Promise<T>,
  tell: (answer: T | null) => void,
  timers: Timers = browserTimers,
): Cancel {
  let wanted = true;
  let cancel: Cancel = () => undefined;
  const once = (left: number): void => {
    ask().then(
      (answer) => wanted && tell(answer),
      (refused: unknown) => {
        if (!(refused instanceof Refused)) throw refused;
        if (!wanted) return;
        tell(null);
        if (refused.code === "step_changed" && left > 1) cancel = timers.after(BOTH_AGREE, () => once(left - 1));
      },
    );
  };
  once(TRIES);
  return () => {
    wanted = false;
    cancel();
  };
}
