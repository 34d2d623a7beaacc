import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { useFormats, useText } from "../../i18n";
import { helpOpened, openHelp } from "./opened";
import { endOf, helperOf, standOf } from "./words";

/** What becomes of my ticket, wherever I am: told politely, and shown as soon as something comes of it. */
export function HelpNotice() {
  const venue = useVenue();
  const text = useText("help");
  const formats = useFormats();
  const { mine } = venue.help.value;
  const shown = (mine.state === "taken" || mine.state === "closed") && !helpOpened.value;
  return (
    <>
      <LiveRegion text={standOf(mine, text, formats)} />
      {shown && mine.state === "taken" && (
        <Notice
          icon="help"
          rank="calm"
          title={helperOf(mine, text)}
          actions={
            <Button small onClick={openHelp}>
              {text.yours}
            </Button>
          }
        >
          {text.takenText}
        </Notice>
      )}
      {shown && mine.state === "closed" && (
        <Notice
          tone="good"
          title={text.closedTitle}
          dismiss={text.dismiss}
          onDismiss={() => venue.dismissHelp()}
          actions={
            <Button small onClick={openHelp}>
              {text.again}
            </Button>
          }
        >
          {endOf(mine, text)}
        </Notice>
      )}
    </>
  );
}
