import { useId, useState } from "preact/hooks";
import { useTexts } from "../../i18n";
import { versionTexts } from "./versionTexts";

/** Bytes of an event file that the venue takes while it is open. */
const LARGEST = 512 * 1024;

/** A file of this device, as text. */
export function FileField({ onText }: { onText: (text: string) => void }) {
  const text = useTexts(versionTexts).dialog;
  const [trouble, setTrouble] = useState("");
  const id = useId();
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) {
      setTrouble(text.tooLarge);
      return;
    }
    try {
      onText(await file.text());
      setTrouble("");
    } catch {
      setTrouble(text.unreadable);
    }
  };
  return (
    <div class="field">
      <label for={id}>{text.file}</label>
      <p class="small muted" id={`${id}-hint`}>
        {text.fileHint}
      </p>
      <input
        id={id}
        class="input"
        type="file"
        accept=".toml,application/toml,text/plain"
        aria-describedby={trouble ? `${id}-hint ${id}-error` : `${id}-hint`}
        aria-invalid={trouble ? true : undefined}
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      {trouble && (
        <p class="field-error small" id={`${id}-error`} role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}
