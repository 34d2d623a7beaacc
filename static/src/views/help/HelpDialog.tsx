import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { ButtonLink } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { localised, useText } from "../../i18n";
import { Refused } from "../../state";
import { AskForm } from "./AskForm";
import { closeHelp } from "./opened";
import { TicketCard } from "./TicketCard";

/** The info desk, one click from anywhere: ask, see how it stands, and what the event says about help. */
export function HelpDialog() {
  const venue = useVenue();
  const shell = useText("shell");
  const text = useText("help");
  const { mine, text: asked } = venue.help.value;
  const [again, setAgain] = useState(false);
  const [changing, setChanging] = useState(false);
  const open = mine.state === "waiting" || mine.state === "taken";
  const foyer = venue.house.value.rooms.find((room) => room.kind === "foyer");
  const words = localised(venue.info.value.help) || shell.helpEmpty;
  useEffect(() => {
    if (!open || asked !== null) return;
    // Asked in another tab, or before a reload: without an answer the ticket stands here without its text.
    venue.readHelp().catch((fault: unknown) => {
      if (!(fault instanceof Refused)) throw fault;
    });
  }, [venue, open, asked === null]);
  useEffect(() => {
    if (mine.state !== "waiting") setChanging(false);
    if (open) setAgain(false);
  }, [mine.state]);
  const asking = mine.state === "none" || changing || again;
  return (
    <Dialog title={text.title} close={shell.close} onClose={closeHelp}>
      <div class="stack help-dialog">
        {asking ? (
          <AskForm
            changing={changing}
            before={changing ? (asked ?? "") : ""}
            onDone={() => {
              venue.dismissHelp();
              setAgain(false);
              setChanging(false);
            }}
            onCancel={changing ? () => setChanging(false) : undefined}
          />
        ) : (
          <TicketCard onChange={() => setChanging(true)} onAgain={() => setAgain(true)} />
        )}
        <div class="help-words">
          {words.split(/\n\s*\n/u).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {!foyer?.here && (
            <ButtonLink small icon="foyer" href={paths.foyer()} onClick={closeHelp}>
              {shell.helpGo}
            </ButtonLink>
          )}
        </div>
      </div>
    </Dialog>
  );
}
