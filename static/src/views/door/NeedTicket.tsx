import { event } from "../../app/life";
import { localised, useText } from "../../i18n";
import { PasteTicket } from "./PasteTicket";

/** Nobody knows who this is: how one gets in here. */
export function NeedTicket() {
  const text = useText("door");
  const help = localised(event.value?.help);
  return (
    <>
      <h2>{text.needTicketTitle}</h2>
      <p>{text.needTicket}</p>
      <PasteTicket />
      {help !== "" && (
        <div class="stack door-help">
          <h3>{text.help}</h3>
          <p>{help}</p>
        </div>
      )}
    </>
  );
}
