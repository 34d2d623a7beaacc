import { type RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Select, TextField } from "../../components/Field";
import { useTexts } from "../../i18n";
import { type Whereabouts } from "../../protocol";
import { moderationTexts } from "./texts";

export type Deed = "silence" | "unsilence" | "showOut" | "letIn";

interface Props {
  person: Whereabouts;
  busy: boolean;
  onDeed: (deed: Deed, work: () => Promise<void>) => void;
}

const MINUTES = ["5", "15", "30", "60", "0"] as const;
const REASON = 500;

type Form = "silence" | "showOut" | null;

/** Keeping order about one person: the deed that takes something away is written out before it is done. */
export function ConductForms(props: Props) {
  const [open, setOpen] = useState<Form>(null);
  const place = useFocusInside(`${open ?? "closed"} ${props.person.shown_out ? "out" : "in"}`);
  return (
    <div ref={place}>
      <Forms {...props} open={open} setOpen={setOpen} />
    </div>
  );
}

/** The button that was pressed goes: one goes on at the first field of the form, or at the first button where it closed. */
function useFocusInside(shown: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useLayoutEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    const inside = (wanted: string) => place.current?.querySelector<HTMLElement>(wanted);
    if (document.activeElement === document.body) (inside("select, input") ?? inside("button"))?.focus();
  }, [shown]);
  return place;
}

type FormsProps = Props & { open: Form; setOpen: (open: Form) => void };

function Forms({ person: { person, silenced_until, shown_out }, busy, onDeed, open, setOpen }: FormsProps) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).person;
  const { id } = person;
  const close = () => setOpen(null);
  const act = (deed: Deed, work: () => Promise<void>) => {
    close();
    onDeed(deed, work);
  };
  if (shown_out) {
    return (
      <div class="conduct">
        <p class="small muted">{text.letInText}</p>
        <Button icon="door" busy={busy} onClick={() => act("letIn", () => venue.letIn(id, ""))}>
          {text.letIn}
        </Button>
      </div>
    );
  }
  if (open === "silence") {
    return (
      <SilenceForm
        busy={busy}
        onCancel={close}
        onSilence={(minutes, reason) => act("silence", () => venue.silence(id, minutes, reason))}
      />
    );
  }
  if (open === "showOut") {
    return (
      <ShowOutForm
        busy={busy}
        onCancel={close}
        onShowOut={(reason) => act("showOut", () => venue.showOut(id, reason))}
      />
    );
  }
  const silenced = (silenced_until ?? null) !== null;
  return (
    <div class="conduct row">
      {silenced ? (
        <Button icon="chat" busy={busy} onClick={() => act("unsilence", () => venue.unsilence(id, ""))}>
          {text.unsilence}
        </Button>
      ) : (
        <Button icon="mute" busy={busy} onClick={() => setOpen("silence")} aria-expanded="false">
          {text.silenceOpen}
        </Button>
      )}
      <Button icon="leave" busy={busy} onClick={() => setOpen("showOut")} aria-expanded="false">
        {text.showOutOpen}
      </Button>
    </div>
  );
}

interface SilenceProps {
  busy: boolean;
  onCancel: () => void;
  onSilence: (minutes: number, reason: string) => void;
}

function SilenceForm({ busy, onCancel, onSilence }: SilenceProps) {
  const text = useTexts(moderationTexts).person;
  const [minutes, setMinutes] = useState<string>("15");
  const [reason, setReason] = useState("");
  const written = (value: string) =>
    value === "0" ? text.untilLifted : value === "60" ? text.hour : text.forMinutes(Number(value));
  return (
    <fieldset class="conduct-form">
      <legend>{text.silence}</legend>
      <p class="small muted">{text.silenceText}</p>
      <Select label={text.minutes} value={minutes} onValue={setMinutes}>
        {MINUTES.map((value) => (
          <option key={value} value={value}>
            {written(value)}
          </option>
        ))}
      </Select>
      <Reason value={reason} onValue={setReason} />
      <div class="row">
        <Button look="primary" icon="mute" busy={busy} onClick={() => onSilence(Number(minutes), reason.trim())}>
          {text.silence}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {text.cancel}
        </Button>
      </div>
    </fieldset>
  );
}

interface ShowOutProps {
  busy: boolean;
  onCancel: () => void;
  onShowOut: (reason: string) => void;
}

function ShowOutForm({ busy, onCancel, onShowOut }: ShowOutProps) {
  const text = useTexts(moderationTexts).person;
  const [reason, setReason] = useState("");
  return (
    <fieldset class="conduct-form">
      <legend>{text.showOut}</legend>
      <p class="small muted">{text.showOutText}</p>
      <Reason value={reason} onValue={setReason} />
      <div class="row">
        <Button look="danger" icon="leave" busy={busy} onClick={() => onShowOut(reason.trim())}>
          {text.showOutNow}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {text.cancel}
        </Button>
      </div>
    </fieldset>
  );
}

function Reason({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const text = useTexts(moderationTexts).person;
  return (
    <TextField
      label={text.reason}
      hint={text.reasonHint}
      value={value}
      onValue={onValue}
      maxLength={REASON}
      autocomplete="off"
    />
  );
}
