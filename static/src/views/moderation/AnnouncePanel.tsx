import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Select, TextArea } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Said } from "../../components/Said";
import { localised, useFormats, useText, useTexts } from "../../i18n";
import { Refused } from "../../state";
import { roomNameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { type ModerationDesk } from "./desk";
import { moderationTexts } from "./texts";

/** Tell how much is left only when it gets tight. */
const TELL_AT = 200;

/** Speaking to a room or to everybody: whom it will reach stands on the button. */
export function AnnouncePanel({ desk }: { desk: ModerationDesk }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).announce;
  const words = useTexts(whereaboutsTexts);
  const refusals = useText("refusals");
  const formats = useFormats();
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState("");
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const room = desk.audience.value;
  const draft = desk.announcement.value;
  const left = venue.info.value.max_length - Array.from(draft).length;
  const reached = room === null ? venue.house.value.total : (venue.roomOf(room)?.present ?? 0);
  const audience = room === null ? text.everyone : roomNameOf(venue, room, words);

  const send = async () => {
    setBusy(true);
    setSent("");
    setRefused(null);
    try {
      await venue.announce(room, draft.trim());
      setSent(text.sent(formats.clock(venue.now()), audience));
      // What was written meanwhile is the next one.
      if (desk.announcement.value === draft) desk.announcement.value = "";
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section class="panel announce-panel" aria-labelledby="desk-announce-title">
      <h2 id="desk-announce-title">{text.title}</h2>
      <p class="muted">{text.intro}</p>
      <Select
        label={text.to}
        value={room ?? ""}
        onValue={(chosen) => (desk.audience.value = chosen === "" ? null : chosen)}
      >
        <option value="">{text.everyone}</option>
        {venue.house.value.rooms.map((each) => (
          <option key={each.id} value={each.id}>
            {localised(each.title)}
          </option>
        ))}
      </Select>
      <TextArea
        label={text.text}
        rows={4}
        value={draft}
        onValue={(value) => {
          desk.announcement.value = value;
          setSent("");
        }}
        {...(left < 0 ? { error: text.over(-left, formats.number(-left)) } : {})}
      />
      {left >= 0 && left < TELL_AT && <p class="small muted num">{text.left(formats.number(left))}</p>}
      {draft.trim() !== "" && (
        <div class="announce-preview">
          <p class="small muted">{text.preview}</p>
          <div class="announced">
            <Icon name="announce" />
            <Said text={draft.trim()} />
          </div>
        </div>
      )}
      <div class="row">
        <Button
          look="primary"
          icon="announce"
          busy={busy}
          idle={draft.trim() === "" || left < 0}
          onClick={() => void send()}
        >
          {reached === 0 ? text.sendNobody : text.send(reached, formats.number(reached))}
        </Button>
        <span class="small muted">{text.undoHint}</span>
      </div>
      {sent !== "" && (
        <Notice tone="good" role="status">
          {sent}
        </Notice>
      )}
      {refused !== null && (
        <Notice tone="bad" role="alert">
          {refusals[refused]}
        </Notice>
      )}
    </section>
  );
}
