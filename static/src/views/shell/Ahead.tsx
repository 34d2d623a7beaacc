import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { leaveButton } from "../../components/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useText } from "../../i18n";
import { type AnnouncedMove, Refused, type Venue } from "../../state";
import { countdownOf } from "../whereabouts/spans";
import { useNow } from "../whereabouts/useNow";

const STEP = 250;
/** No move is ahead: there is nothing to count. */
const IDLE = 60_000;
/** The last warning is read out so long before, in ms. */
const SOON = 15_000;

/**
 * A move that is ahead: a countdown by the venue's clock, who, why, where to, and what can be done. It never takes the
 * focus; screen readers are told in a pause, once when it is announced and once shortly before.
 */
export function Ahead() {
  const venue = useVenue();
  const ahead = venue.ahead.value;
  return (
    <>
      <Said ahead={ahead} />
      {ahead ? <Countdown key={ahead.order} ahead={ahead} /> : <CalledOff />}
    </>
  );
}

function Said({ ahead }: { ahead: AnnouncedMove | null }) {
  const venue = useVenue();
  const text = useText("ahead");
  const formats = useFormats();
  useNow(ahead ? STEP : IDLE);
  // The last step may be long ago when a move is announced.
  const now = venue.now();
  if (!ahead) return <LiveRegion text="" />;
  const room = roomOf(venue, ahead) || text.several;
  const soon = ahead.at - now <= SOON;
  const by = ahead.by === "" ? text.byTeam : text.by(ahead.by);
  return (
    <LiveRegion
      text={soon ? text.soon(room, formats.number(SOON / 1_000)) : text.said(room, formats.seconds(ahead.at), by)}
    />
  );
}

function Countdown({ ahead }: { ahead: AnnouncedMove }) {
  const venue = useVenue();
  const text = useText("ahead");
  const refusals = useText("refusals");
  const now = useNow(STEP);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const answer = async (event: Event, said: (order: string) => Promise<void>) => {
    // The buttons go with the move, and the one for more time when it was pressed often enough.
    leaveButton(event);
    setBusy(true);
    setRefused(null);
    try {
      await said(ahead.order);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => setRefused(null), [ahead.at]);
  const left = ahead.at - now;
  const room = roomOf(venue, ahead);
  return (
    <div class="ahead" role="group" aria-label={room === "" ? text.titleSeveral : text.title(room)}>
      <Notice
        icon="clock"
        rank="pressing"
        title={
          <>
            <span class="ahead-title">{room === "" ? text.titleSeveral : text.title(room)}</span>{" "}
            <span class="ahead-left num" role="timer">
              {left > 0 ? text.left(countdownOf(left)) : text.now}
            </span>
          </>
        }
        actions={
          <>
            <Button
              small
              look="primary"
              icon="arrowRight"
              busy={busy}
              onClick={(event) => void answer(event, (order) => venue.goNow(order))}
            >
              {text.go}
            </Button>
            {ahead.more && (
              <Button small idle={busy} onClick={(event) => void answer(event, (order) => venue.waitMore(order))}>
                {text.more}
              </Button>
            )}
            {ahead.mayDecline && (
              <Button
                small
                look="quiet"
                idle={busy}
                onClick={(event) => void answer(event, (order) => venue.decline(order))}
              >
                {text.decline}
              </Button>
            )}
          </>
        }
      >
        {ahead.by === "" ? text.byTeam : text.by(ahead.by)}
        {ahead.reason && <> {text.reason(ahead.reason)}</>}
        {venue.draft.value.trim() !== "" && <p>{text.draft}</p>}
        {refused !== null && <p role="alert">{text.failed(refusals[refused])}</p>}
      </Notice>
    </div>
  );
}

function CalledOff() {
  const venue = useVenue();
  const text = useText("ahead");
  const off = venue.calledOff.value;
  if (!off || !(off.why in text.off)) return null;
  return (
    <Notice
      icon="clock"
      role="status"
      title={text.offTitle(roomOf(venue, off) || text.several)}
      dismiss={text.understood}
      onDismiss={() => venue.dismissCalledOff()}
    >
      {text.off[off.why as keyof typeof text.off]}
    </Notice>
  );
}

/** The room's name; empty where there are several. */
function roomOf(venue: Venue, { to, rooms }: Pick<AnnouncedMove, "to" | "rooms">): string {
  return rooms.length > 1 ? "" : localised(venue.roomOf(to)?.title) || to;
}
