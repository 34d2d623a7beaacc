import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { localised, useText, useTexts } from "../../i18n";
import { Refused } from "../../state";
import { stepName } from "./names";
import { runTexts } from "./texts";

/** What one does to the show: one thing at a time, and what became of it in words. */
export interface Deeds {
  readonly busy: boolean;
  readonly said: string;
  readonly trouble: string;
  /** Does it; `done` says what is so afterwards. */
  act(deed: () => Promise<void>, done: () => string): Promise<void>;
}

export function useDeed(): Deeds {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const refusals = useText("refusals");
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [trouble, setTrouble] = useState("");
  return {
    busy,
    said,
    trouble,
    async act(deed, done) {
      if (busy) return;
      setBusy(true);
      setTrouble("");
      setSaid("");
      try {
        await deed();
        setSaid(done());
      } catch (refused) {
        if (!(refused instanceof Refused)) throw refused;
        const running = venue.showAt(venue.now()).running;
        const name = stepName(running, venue.info.value, text.step, localised);
        setTrouble(refused.code === "step_changed" ? text.changed(name) : refusals[refused.code]);
      } finally {
        setBusy(false);
      }
    },
  };
}
