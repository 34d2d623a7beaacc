import { useText } from "../../i18n";
import { begin, event, holder, shownOut, ticket } from "../../app/life";
import { Notice } from "../../components/Notice";
import { Continue } from "./Continue";
import "./door.css";
import { EventCard } from "./EventCard";
import { NameForm } from "./NameForm";
import { NeedTicket } from "./NeedTicket";
import { Refusal } from "./Refusal";
import { Stored } from "./Stored";
import { TicketWay } from "./TicketWay";

/** The door: which event, the way in, and what is stored of those who come in. */
export function Door() {
  const text = useText("door");
  const info = event.value;
  if (!info) return null;
  return (
    <div class="door">
      <EventCard info={info} />
      <div class="door-way">
        <section class="panel door-panel">
          <Way />
        </section>
        {info.rehearsal && <Notice>{text.rehearsal}</Notice>}
        {info.demo && <Notice>{text.demo}</Notice>}
        <Stored info={info} />
      </div>
    </div>
  );
}

/** The one way in for who stands here now: a ticket, a pass, a name, or the question for one of them. */
function Way() {
  const shown = ticket.value;
  if (shown !== null) return <TicketWay key={shown} shown={shown} />;
  if (holder.value) return <Continue me={holder.value} />;
  if (shownOut.value) return <Refusal trouble="shown_out" onAgain={() => void begin()} />;
  return event.value?.entry === "open" ? <NameForm /> : <NeedTicket />;
}
