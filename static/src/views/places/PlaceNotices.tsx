import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { Button, ButtonLink } from "../../components/Button";
import { leaveButton } from "../../components/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useText } from "../../i18n";
import { type Change } from "../../state";
import { BeginNotice } from "./BeginNotice";
import { placeDeskIn } from "./desk";
import { EndedNotice } from "./EndedNotice";
import { OfferNotice } from "./OfferNotice";
import { OutcomeNotice } from "./OutcomeNotice";
import { PlaceQuestion } from "./PlaceQuestion";
import { bookingIn } from "./useBooking";

/** The clocks of venue and browser agree no better than this, in ms. */
const NEARLY = 1_500;

/** What concerns my places, wherever I am: offers first, then what ran out or ended, what changed, and what I just did. */
export function PlaceNotices() {
  return (
    <>
      <OfferNotice />
      <BeginNotice />
      <Lapsed />
      <EndedNotice />
      <Changed />
      <OutcomeNotice />
      <PlaceQuestion />
    </>
  );
}

/** An offer whose time was up: said truthfully, and there is a way back to the list. */
function Lapsed() {
  const venue = useVenue();
  const { offer: text, deeds } = useText("places");
  const desk = placeDeskIn(venue);
  const [session] = venue.places.value.lapsed.flatMap(
    (id) => venue.info.value.sessions.find((each) => each.id === id) ?? [],
  );
  const title = localised(session?.title);
  // Looked at anew with each step of the clock; the steps themselves are too coarse for what ends with the start.
  const now = Math.max(venue.clock.value, venue.now()) + NEARLY;
  const booking = session && bookingIn(venue, session, now);
  const again = booking?.deed === "wait" || booking?.deed === "take";
  return (
    <>
      <LiveRegion text={session ? text.lapsed(title) : ""} />
      {session && (
        <Notice
          tone="warn"
          icon="clock"
          title={text.lapsed(title)}
          dismiss={text.close}
          onDismiss={() => venue.dismissLapsed(session.id)}
          actions={
            again && (
              <Button
                small
                // While something else is being done nothing would come of it, and the notice would be gone.
                idle={desk.busy.value !== null}
                onClick={(event) => {
                  leaveButton(event);
                  venue.dismissLapsed(session.id);
                  void desk.press(booking);
                }}
              >
                {booking.deed === "take" ? deeds.take : text.again}
              </Button>
            )
          }
        >
          {session.starts <= now ? text.lapsedBegun : booking?.deed === "take" ? text.lapsedFree : text.lapsedText}
        </Notice>
      )}
    </>
  );
}

/** My route is not what it was: sessions moved in time or room, or are no more. */
function Changed() {
  const venue = useVenue();
  const text = useText("places").changed;
  const { changes } = venue.places.value;
  const words = useChangeWords();
  if (changes.length === 0) return null;
  return (
    <Notice
      icon="calendar"
      role="status"
      title={text.title}
      dismiss={text.understood}
      onDismiss={() => venue.dismissChanges()}
      actions={
        <ButtonLink small href={paths.day()}>
          {text.show}
        </ButtonLink>
      }
    >
      {changes.map((change) => (
        <p key={change.session}>{words(change)}</p>
      ))}
    </Notice>
  );
}

/** A change in one sentence: what is now, and what was before. */
export function useChangeWords(): (change: Change) => string {
  const venue = useVenue();
  const text = useText("places").changed;
  const formats = useFormats();
  return ({ session, title, before }) => {
    const name = localised(title);
    const now = venue.info.value.sessions.find(({ id }) => id === session);
    if (!now) return text.gone(name);
    const where = ({ starts, ends, room }: Change["before"]) =>
      text.when(formats.span(starts, ends), localised(venue.roomOf(room)?.title) || room);
    return text.moved(name, where(now), where(before));
  };
}
