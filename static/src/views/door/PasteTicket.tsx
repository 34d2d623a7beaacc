import { useState } from "preact/hooks";
import { ticket } from "../../app/life";
import { ticketIn } from "../../app/ticket";
import { Button } from "../../components/Button";
import { TextField } from "../../components/Field";
import { useText } from "../../i18n";

/** For links that a mail program cut off: paste the whole one. */
export function PasteTicket() {
  const text = useText("door");
  const [pasted, setPasted] = useState("");
  const [wrong, setWrong] = useState(false);
  const check = (submit: Event) => {
    submit.preventDefault();
    const found = ticketIn(pasted);
    setWrong(found === null);
    if (found !== null) ticket.value = found;
  };
  return (
    <form class="stack" onSubmit={check} noValidate>
      <TextField
        label={text.pasteLabel}
        hint={text.pasteHint}
        error={wrong ? text.pasteWrong : undefined}
        value={pasted}
        onValue={setPasted}
        inputMode="url"
        autocomplete="off"
      />
      <Button type="submit">{text.pasteAction}</Button>
    </form>
  );
}
