import { useText } from "../../i18n";
import { Help } from "./Help";
import { PasteTicket } from "./PasteTicket";

/** Nobody knows who this is: how one gets in here. */
export function NeedTicket() {
  const text = useText("door");
  return (
    <>
      <h2>{text.needTicketTitle}</h2>
      <p>{text.needTicket}</p>
      <PasteTicket />
      <Help />
    </>
  );
}
