import { useRef, useState } from "preact/hooks";
import { enterWith } from "../../app/life";
import { Button } from "../../components/Button";
import { TextField } from "../../components/Field";
import { Notice } from "../../components/Notice";
import { useText } from "../../i18n";
import { type Trouble, troubleOf } from "./trouble";

/** Characters of a name and of an organisation, as the server counts them (code points). */
const LONGEST = 80;
const ABOUT_THE_NAME: readonly Trouble[] = ["name_needed", "name_too_long", "name_bad"];

/** An open event: one says who one is. */
export function NameForm() {
  const text = useText("door");
  const [name, setName] = useState("");
  const [org, setOrg] = useState("");
  const [asked, setAsked] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [entering, setEntering] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const orgField = useRef<HTMLInputElement>(null);

  const nameError = (): string | undefined => {
    if (name.trim() === "") return text.nameMissing;
    if (lengthOf(name) > LONGEST) return text.nameLong(LONGEST);
    return trouble && ABOUT_THE_NAME.includes(trouble) ? text.refused[trouble as "name_bad"].body : undefined;
  };
  const orgError = lengthOf(org) > LONGEST ? text.orgLong(LONGEST) : undefined;

  const enter = async (submit: Event) => {
    submit.preventDefault();
    setAsked(true);
    setTrouble(null);
    const wrong = name.trim() === "" || lengthOf(name) > LONGEST ? nameField : orgError ? orgField : null;
    if (wrong) {
      wrong.current?.focus();
      return;
    }
    setEntering(true);
    try {
      await enterWith({ name, org });
    } catch (reason) {
      const found = troubleOf(reason);
      setTrouble(found);
      setEntering(false);
      if (ABOUT_THE_NAME.includes(found)) nameField.current?.focus();
    }
  };
  const elsewhere = trouble && !ABOUT_THE_NAME.includes(trouble) ? trouble : null;
  return (
    <form class="stack door-form" onSubmit={(submit) => void enter(submit)} noValidate>
      <h2>{text.openTitle}</h2>
      <TextField
        ref={nameField}
        label={text.name}
        hint={text.openHint}
        error={asked ? nameError() : undefined}
        value={name}
        onValue={(value) => {
          setName(value);
          setTrouble(null);
        }}
        autocomplete="name"
        required
      />
      <TextField
        ref={orgField}
        label={text.org}
        hint={text.orgHint}
        error={asked ? orgError : undefined}
        value={org}
        onValue={setOrg}
        autocomplete="organization"
      />
      {elsewhere && (
        <Notice tone="warn" role="alert">
          {elsewhere === "unreachable" ? text.offline : text.refused[elsewhere].body}
        </Notice>
      )}
      <Button type="submit" look="primary" icon="door" class="door-enter" busy={entering}>
        {text.enter}
      </Button>
    </form>
  );
}

/** Code points after joining white space, as the server counts. */
function lengthOf(text: string): number {
  return Array.from(text.normalize("NFC").trim().replace(/\s+/gu, " ")).length;
}
