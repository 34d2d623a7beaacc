import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { leaveButton } from "../../components/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useText } from "../../i18n";
import { offersAt } from "../../state";
import { useNow } from "../whereabouts/useNow";
import { countdown, stageOf } from "./countdown";
import { placeDeskIn } from "./desk";
import { bookingIn } from "./useBooking";

const STEP = 500;
const IDLE = 60_000;

/** A place that is reserved for me, as long as it is: the one whose time is up first. Read out when it comes and near its end. */
export function OfferNotice() {
  const venue = useVenue();
  const text = useText("places");
  const formats = useFormats();
  const desk = placeDeskIn(venue);
  const { mine } = venue.places.value;
  useNow(mine.some(({ state }) => state === "offered") ? STEP : IDLE);
  const now = venue.now();
  const offers = offersAt(venue.places.value, now).flatMap((offer) => {
    const session = venue.info.value.sessions.find(({ id }) => id === offer.session);
    const booking = session && bookingIn(venue, session, now);
    return booking ? [{ offer, booking }] : [];
  });
  const first = offers[0];
  if (!first) return <LiveRegion text="" />;
  const { offer, booking } = first;
  const { session, rival } = booking;
  const title = localised(session.title);
  const said = stageOf(offer.until, now) === "soon" ? text.offer.soon : text.offer.said;
  const busy = desk.busy.value === session.id;
  const answer = (event: Event, how: "accept" | "refuse") => {
    leaveButton(event);
    void desk[how](booking);
  };
  return (
    <>
      <LiveRegion text={said(title, formats.clock(offer.until))} />
      <Notice
        tone="good"
        icon="route"
        rank="pressing"
        title={text.offer.title(title)}
        actions={
          <>
            <Button
              small
              look="primary"
              busy={busy}
              aria-label={text.about(text.deeds.accept, title)}
              onClick={(event) => answer(event, "accept")}
            >
              {text.deeds.accept}
            </Button>
            <Button
              small
              look="quiet"
              idle={busy}
              aria-label={text.about(text.deeds.refuse, title)}
              onClick={(event) => answer(event, "refuse")}
            >
              {text.deeds.refuse}
            </Button>
          </>
        }
      >
        <p>
          {text.offer.text(formats.span(session.starts, session.ends), localised(venue.roomOf(session.room)?.title))}{" "}
          {text.offer.until} <strong class="num offer-left">{countdown(offer.until - now)}</strong>
        </p>
        {rival && <p class="offer-rival">{text.offer.instead(localised(rival.title))}</p>}
        {offers.length > 1 && <p class="small">{text.offer.more(offers.length - 1)}</p>}
      </Notice>
    </>
  );
}
