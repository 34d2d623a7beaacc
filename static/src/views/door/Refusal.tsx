import { event, ticket } from "../../app/life";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useText } from "../../i18n";
import { Help } from "./Help";
import { PasteTicket } from "./PasteTicket";
import { mayHelpToRepeat, type Trouble } from "./trouble";

/** A ticket that does not work: why, and every way on that there is. */
export function Refusal({ trouble, onAgain }: { trouble: Trouble; onAgain: () => void }) {
  const text = useText("door");
  const app = useText("app").unreachable;
  const info = event.value;
  const words = trouble === "unreachable" ? { title: app.title, body: text.offline } : text.refused[trouble];
  const repeat = mayHelpToRepeat(trouble);
  return (
    <>
      <Notice tone={repeat ? "warn" : "bad"} role="alert" title={<h2 class="door-trouble">{words.title}</h2>}>
        {words.body}
      </Notice>
      {repeat && (
        <Button look="primary" icon="retry" class="door-enter" onClick={onAgain}>
          {text.again}
        </Button>
      )}
      {info?.entry === "open" && (
        <Button class="door-enter" onClick={() => (ticket.value = null)}>
          {text.byName}
        </Button>
      )}
      {!repeat && info?.entry === "ticket" && <PasteTicket />}
      <Help />
    </>
  );
}
