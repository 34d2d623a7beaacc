import { useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Said } from "../../components/Said";
import { useFormats, useText } from "../../i18n";
import { Refused } from "../../state";
import { useNow } from "../whereabouts/useNow";
import { endOf, helperOf, placeOf } from "./words";

const STEP = 5_000;
const MINUTE = 60_000;

/** My ticket: how it stands, what I asked, and what I can do. */
export function TicketCard({ onChange, onAgain }: { onChange: () => void; onAgain: () => void }) {
  const venue = useVenue();
  const text = useText("help");
  const refusals = useText("refusals");
  const formats = useFormats();
  const now = useNow(STEP);
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { mine, text: asked } = venue.help.value;
  useEffect(() => {
    // What had the focus was the form, and it is gone.
    if (document.activeElement === document.body || document.activeElement?.tagName === "DIALOG") {
      heading.current?.focus();
    }
  }, []);

  const withdraw = async () => {
    setBusy(true);
    setRefused(null);
    try {
      await venue.withdrawHelp();
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
    } finally {
      setBusy(false);
    }
  };

  const number = text.number(formats.number(mine.number));
  if (mine.state === "closed") {
    return (
      <div class="help-ticket closed">
        <h3 ref={heading} tabIndex={-1} class="help-state">
          <Icon name="check" /> {text.closedTitle}
        </h3>
        <p>{endOf(mine, text)}</p>
        <p class="small muted">{text.notHelped}</p>
        <div class="row">
          <Button look="primary" icon="help" onClick={onAgain}>
            {text.again}
          </Button>
        </div>
      </div>
    );
  }
  const taken = mine.state === "taken";
  return (
    <div class="help-ticket">
      <p class="small muted num">{number}</p>
      <h3 ref={heading} tabIndex={-1} class="help-state">
        <Icon name={taken ? "person" : "clock"} />
        <bdi>{taken ? helperOf(mine, text) : placeOf(mine, text, formats)}</bdi>
      </h3>
      {taken ? (
        <p>{text.takenText}</p>
      ) : (
        <p class="num">
          {text.waitingSince(Math.floor(Math.max(0, now - mine.since) / MINUTE))} {text.stay}
        </p>
      )}
      {asked !== null && (
        <div class="help-asked">
          <p class="small muted">{text.yours}</p>
          {asked === "" ? <p class="muted">{text.lost}</p> : <Said text={asked} />}
        </div>
      )}
      {refused !== null && (
        <Notice tone="bad" role="alert">
          {refusals[refused]}
        </Notice>
      )}
      <div class="row">
        {!taken && (
          <Button icon="edit" onClick={onChange}>
            {text.edit}
          </Button>
        )}
        <Button icon="close" busy={busy} onClick={() => void withdraw()}>
          {text.withdraw}
        </Button>
      </div>
    </div>
  );
}
