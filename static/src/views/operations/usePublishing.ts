import { useRef, useState } from "preact/hooks";
import { front } from "../../app/life";
import { useFormats, useTexts } from "../../i18n";
import { type Published } from "../../protocol";
import { versionTexts } from "./versionTexts";

interface Publishing {
  /** What publishing would mean; null before the look, and after the text has changed. */
  readonly said: Published | null;
  /** The version that counts now, since it was published here; 0 before. */
  readonly done: number;
  readonly busy: boolean;
  readonly trouble: string;
  look(text: string): void;
  publish(text: string): void;
  forget(): void;
}

/** Looks and publishes; `back`: the version to bring back, 0 for a new text. */
export function usePublishing(current: number, back: number, onPublished: () => void): Publishing {
  const text = useTexts(versionTexts).dialog;
  const formats = useFormats();
  const [said, setSaid] = useState<Published | null>(null);
  const [done, setDone] = useState(0);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  /** The version that was compared with last: what is published takes the place of what was looked at. */
  const seen = useRef(current);
  /** The same wish is one publication, however often it is sent. */
  const ref = useRef("");
  const ask = async (content: string, dryRun: boolean): Promise<void> => {
    setBusy(true);
    setTrouble("");
    if (dryRun || ref.current === "") ref.current = crypto.getRandomValues(new Uint32Array(3)).join("-");
    try {
      const what = back === 0 ? { text: content } : { back };
      let answer = await front.publish({ ...what, number: seen.current, ref: ref.current, dry_run: dryRun });
      const overtaken = !answer.done && answer.number !== seen.current;
      if (overtaken) {
        seen.current = answer.number;
        setTrouble(text.overtaken(formats.number(answer.number)));
        answer = await front.publish({ ...what, number: seen.current, ref: ref.current, dry_run: true });
      }
      setSaid(answer);
      if (answer.done) {
        setDone(answer.number);
        onPublished();
      }
    } catch {
      setTrouble(text.failed);
    }
    setBusy(false);
  };
  return {
    said,
    done,
    busy,
    trouble,
    look: (content) => void ask(content, true),
    publish: (content) => void ask(content, false),
    forget() {
      setSaid(null);
      setTrouble("");
    },
  };
}
