import { paths } from "../../app/paths";
import { useText } from "../../i18n";
import { type EventInfo } from "../../protocol";

/** What is stored of somebody who enters, for how long, and where that can be looked up: before they enter. */
export function Stored({ info }: { info: EventInfo }) {
  const text = useText("door");
  const app = useText("app").legal;
  const { messages_hours, names_hours, journal_hours } = info.retention;
  const after = (hours: number) =>
    hours >= 24 && hours % 24 === 0 ? text.afterDays(hours / 24) : text.afterHours(hours);
  return (
    <section class="door-stored">
      <h2>{text.storedTitle}</h2>
      <p>{text.storedWhat}</p>
      <ul class="door-spans">
        <li>{text.storedMessages(after(messages_hours))}</li>
        <li>{text.storedNames(after(names_hours))}</li>
        <li>{text.storedJournal(after(journal_hours))}</li>
      </ul>
      <p>{text.storedCookie}</p>
      <p>
        {text.storedYours} <a href={paths.legal("privacy")}>{app.privacy}</a>
      </p>
    </section>
  );
}
