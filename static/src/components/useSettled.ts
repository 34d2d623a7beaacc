import { useEffect, useState } from "preact/hooks";

/** So long after a button has come to mean something else a press is for what it meant before, in ms. */
const READ_WITHIN = 1_000;

/** Whether what a button does has been the same for so long that a press is meant for it. */
export function useSettled(meaning: unknown): boolean {
  const [known, setKnown] = useState(meaning);
  useEffect(() => {
    if (known === meaning) return;
    const timer = setTimeout(() => setKnown(meaning), READ_WITHIN);
    return () => clearTimeout(timer);
  }, [known, meaning]);
  return known === meaning;
}
