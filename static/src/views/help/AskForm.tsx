import { useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { TextArea } from "../../components/Field";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useText } from "../../i18n";
import { Refused } from "../../state";

/** Characters of what is asked: the venue takes no more. */
const MOST = 300;
/** From here on it is said how many are left. */
const NEARLY = 60;

interface Props {
  /** The ticket stays and gets another text. */
  changing: boolean;
  before: string;
  onDone: () => void;
  onCancel: (() => void) | undefined;
}

/** One line on what help is needed with; Enter sends it. */
export function AskForm({ changing, before, onDone, onCancel }: Props) {
  const venue = useVenue();
  const text = useText("help");
  const refusals = useText("refusals");
  const formats = useFormats();
  // What was asked before may come later than the form; what is written here counts.
  const [written, setLine] = useState<string | null>(null);
  const line = written ?? before;
  const [error, setError] = useState("");
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const room = localised(venue.room.value?.title);
  const focus = () => form.current?.querySelector("textarea")?.focus();
  useEffect(() => {
    // After the dialog around it has opened, which puts the focus on its first button.
    const frame = requestAnimationFrame(focus);
    return () => cancelAnimationFrame(frame);
  }, []);

  const send = async () => {
    const asked = line.replace(/\s+/gu, " ").trim();
    setRefused(null);
    setError(asked === "" ? text.empty : "");
    if (asked === "") {
      focus();
      return;
    }
    setBusy(true);
    try {
      await venue.askHelp(asked);
      onDone();
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
      setBusy(false);
    }
  };

  const left = MOST - line.length;
  return (
    <form
      ref={form}
      class="help-ask"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      <TextArea
        label={text.label}
        hint={text.hint}
        error={error === "" ? undefined : error}
        rows={3}
        maxLength={MOST}
        value={line}
        onValue={setLine}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          if (!busy) void send();
        }}
      />
      <p class="small muted num help-left">
        {room !== "" && !changing && <span>{text.room(room)}</span>}
        {left < NEARLY && <span>{text.left(formats.number(left))}</span>}
      </p>
      {refused !== null && (
        <Notice tone="bad" role="alert">
          {refusals[refused]}
        </Notice>
      )}
      <div class="row">
        <Button type="submit" look="primary" icon={changing ? "check" : "help"} busy={busy}>
          {changing ? text.save : text.send}
        </Button>
        {onCancel && <Button onClick={onCancel}>{text.cancel}</Button>}
      </div>
    </form>
  );
}
