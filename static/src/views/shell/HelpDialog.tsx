import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { ButtonLink } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { localised, useText } from "../../i18n";

/** What the info desk says, and the way to it. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const venue = useVenue();
  const text = useText("shell");
  const foyer = venue.house.value.rooms.find((room) => room.kind === "foyer");
  const words = localised(venue.info.value.help) || text.helpEmpty;
  return (
    <Dialog
      title={text.helpTitle}
      close={text.close}
      onClose={onClose}
      actions={
        !foyer?.here && (
          <ButtonLink look="primary" icon="foyer" href={paths.foyer()} onClick={onClose}>
            {text.helpGo}
          </ButtonLink>
        )
      }
    >
      <div class="stack">
        {words.split(/\n\s*\n/u).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </Dialog>
  );
}
