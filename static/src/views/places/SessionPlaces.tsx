import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { localised, useText } from "../../i18n";
import { type Booking } from "../../state";
import { placeDeskIn } from "./desk";

/** So few free places are worth a colour. */
const FEW = 5;

/** What I have in a session, in a word. */
export function MyPlaceChip({ booking: { mine } }: { booking: Booking }) {
  const text = useText("places");
  if (mine === null) return null;
  if (mine.state === "waiting") {
    return (
      <Chip tone="warn" icon="clock">
        {text.ahead(mine.ahead)}
      </Chip>
    );
  }
  return (
    <Chip tone="accent" icon="check">
      {mine.state === "placed" ? text.mine : text.offered}
    </Chip>
  );
}

/** How many places there are, how many are left, and who waits. */
export function PlaceCount({ booking: { places, taken, free, full, waiting } }: { booking: Booking }) {
  const text = useText("places");
  return (
    <span class="place-count small num">
      {places === null || free === null ? (
        <span class="muted">{text.registered(taken)}</span>
      ) : (
        <>
          {full ? (
            <Chip tone="warn">{text.full}</Chip>
          ) : (
            <Chip tone={free <= FEW ? "here" : "good"}>{text.free(free)}</Chip>
          )}
          <span class="muted">
            <Icon name="people" /> {text.taken(taken, places)}
            {waiting > 0 && `, ${text.waiting(waiting)}`}
          </span>
        </>
      )}
    </span>
  );
}

/**
 * The one button of a session, by what it means now. For an offer there are two: the one that was "leave" refuses, so that a
 * finger on its way does not accept.
 */
export function PlaceButtons({ booking }: { booking: Booking }) {
  const text = useText("places");
  const desk = placeDeskIn(useVenue());
  const { session, deed } = booking;
  if (deed === "none") return null;
  const busy = desk.busy.value === session.id;
  const shared = { small: true, idle: !busy && desk.busy.value !== null };
  const title = localised(session.title);
  const words = text.deeds[deed === "answer" ? "refuse" : deed];
  return (
    <span class="place-deeds">
      <Button
        {...shared}
        busy={busy}
        aria-label={text.about(words, title)}
        onClick={() => void (deed === "answer" ? desk.refuse(booking) : desk.press(booking))}
      >
        {words}
      </Button>
      {deed === "answer" && (
        <Button
          {...shared}
          idle={desk.busy.value !== null}
          look="primary"
          aria-label={text.about(text.deeds.accept, title)}
          onClick={() => void desk.accept(booking)}
        >
          {text.deeds.accept}
        </Button>
      )}
    </span>
  );
}
