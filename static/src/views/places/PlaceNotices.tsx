import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { Button, ButtonLink } from "../../components/Button";
import { leaveButton } from "../../components/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useText } from "../../i18n";
import { type Catalogue } from "../../i18n/catalogue";
import { type Change } from "../../state";
import { BeginNotice } from "./BeginNotice";
import { placeDeskIn } from "./desk";
import { EndedNotice } from "./EndedNotice";
import { OfferNotice } from "./OfferNotice";
import { OutcomeNotice } from "./OutcomeNotice";
import { PlaceQuestion } from "./PlaceQuestion";
import { type Lapse, lapseOf } from "./lasting";

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
  const lapse = session && lapseOf(venue, session);
  const again = lapse?.again;
  return (
    <>
      <LiveRegion text={session ? text.lapsed(title) : ""} />
      {lapse && (
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
                  void desk.press(again);
                }}
              >
                {again.deed === "take" ? deeds.take : text.again}
              </Button>
            )
          }
        >
          {lapseWords(text, lapse)}
        </Notice>
      )}
    </>
  );
}

function lapseWords(text: Catalogue["places"]["offer"], { begun, again }: Lapse): string {
  const free = again?.deed === "take";
  if (begun) return free ? text.lapsedBegunFree : text.lapsedBegun;
  return free ? text.lapsedFree : text.lapsedText;
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
