import { type RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { addressOf } from "../../app/places";
import { ButtonLink } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { localised, useFormats, useText, useTexts } from "../../i18n";
import { type SessionInfo } from "../../protocol";
import { type Booking } from "../../state";
import { type DayPart } from "../places/parts";
import { MyPlaceChip, PlaceButtons, PlaceCount } from "../places/SessionPlaces";
import { SessionCard } from "../programme/SessionCard";
import { dayTexts } from "./texts";

interface Props {
  part: DayPart;
  /** The first that has not begun. */
  next: boolean;
  /** The first in which nothing is chosen: what there is lies open. */
  open: boolean;
}

/** One part of the day: when, what is mine in it, and what can be chosen. */
export function PartLine({ part, next, open }: Props) {
  const text = useTexts(dayTexts);
  const formats = useFormats();
  const { block, state, placed, hoped, registers, gap } = part;
  const title = localised(block.slot?.title);
  const kind = placed ? "placed" : gap ? "gap" : "";
  const mine = [placed, ...hoped].map((booking) => `${booking?.session.id} ${booking?.mine?.state}`);
  const line = useFocusKept(mine.join());
  return (
    <li ref={line} class={`my-part ${state} ${kind}`} aria-current={state === "running" ? "time" : undefined}>
      <p class="my-part-time num">
        <time dateTime={new Date(block.starts).toISOString()}>{formats.clock(block.starts)}</time>
        <span class="small muted">–{formats.clock(block.ends)}</span>
        {state === "running" && <Chip tone="good">{text.now}</Chip>}
        {next && <Chip tone="accent">{text.next}</Chip>}
        {state === "past" && <span class="visually-hidden">{text.past}</span>}
      </p>
      <div class="my-part-body">
        {registers && <p class="small muted">{title}</p>}
        {!registers && block.sessions.map((session) => <Session key={session.id} session={session} />)}
        {placed && <Session session={placed.session} booking={placed} />}
        {registers && !placed && (state === "past" ? <p class="muted">{text.wasNone}</p> : <Gap part={part} />)}
        {hoped.length > 0 && state !== "past" && (
          <ul class="my-hoped" aria-label={text.hoped(title)}>
            {hoped.map((booking) => (
              <Hoped key={booking.session.id} booking={booking} />
            ))}
          </ul>
        )}
        {(gap || placed !== null) && state !== "past" && block.sessions.length > 1 && (
          <Choice part={part} open={open} />
        )}
      </div>
    </li>
  );
}

/** The button that was pressed goes with what it was about: then the focus goes to what stands there now. */
function useFocusKept(mine: string): RefObject<HTMLLIElement | null> {
  const line = useRef<HTMLLIElement>(null);
  const before = useRef(mine);
  const held = useRef(false);
  useEffect(() => {
    const changed = before.current !== mine;
    before.current = mine;
    const lost = document.activeElement === document.body || document.activeElement?.tagName === "MAIN";
    if (!changed || !held.current || !lost) return;
    const heading = line.current?.querySelector("h2");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [mine]);
  useEffect(() => {
    const note = () => (held.current = line.current?.contains(document.activeElement) ?? false);
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  return line;
}

/** What is on, where, and the way there. */
function Session({ session, booking }: { session: SessionInfo; booking?: Booking }) {
  const venue = useVenue();
  const text = useTexts(dayTexts);
  const now = venue.clock.value;
  const room = venue.roomOf(session.room);
  const title = localised(session.title);
  const name = localised(room?.title);
  const past = session.ends <= now;
  const here = room?.here === true && session.starts <= now && !past;
  return (
    <div class="my-session">
      <div class="my-session-words">
        <h2>{title}</h2>
        <p class="small muted my-session-where">
          {name !== title && <span>{name}</span>}
          {booking && !past && <MyPlaceChip booking={booking} />}
          {booking && past && <span>{text.was}</span>}
          {here && <Chip tone="here">{text.here}</Chip>}
        </p>
        <Before session={session} />
      </div>
      {!past && (
        <div class="my-session-ways">
          {room?.open && !here && (
            <ButtonLink
              small
              href={addressOf(room)}
              look={session.starts <= now ? "primary" : "plain"}
              iconEnd="arrowRight"
              label={text.goTo(title)}
            >
              {text.go}
            </ButtonLink>
          )}
          {booking && <PlaceButtons booking={booking} />}
        </div>
      )}
    </div>
  );
}

/** It was at another time or in another room before. */
function Before({ session }: { session: SessionInfo }) {
  const venue = useVenue();
  const text = useTexts(dayTexts);
  const words = useText("places").changed;
  const formats = useFormats();
  const before = venue.places.value.changes.find((change) => change.session === session.id)?.before;
  if (!before) return null;
  const room = localised(venue.roomOf(before.room)?.title) || before.room;
  return (
    <p class="small my-session-before">{text.before(words.when(formats.span(before.starts, before.ends), room))}</p>
  );
}

/** Nothing is chosen here: how many there are to choose from, if anything can be chosen still. */
function Gap({ part: { open, block, hoped, full, gap } }: { part: DayPart }) {
  const venue = useVenue();
  const text = useTexts(dayTexts);
  const begun = block.sessions.every(({ starts }) => starts <= venue.clock.value);
  const words =
    open.length > 0 ? text.gapFree(open.length) : !full || hoped.length > 0 ? "" : begun ? text.gapBegun : text.gapFull;
  return (
    <div class="my-gap">
      <h2>
        {gap && <Icon name="warning" />} {gap ? text.gap : text.wasNone}
      </h2>
      {words && <p class="num">{words}</p>}
    </div>
  );
}

/** A waiting list that I stand on, or an offer. */
function Hoped({ booking }: { booking: Booking }) {
  const venue = useVenue();
  const { session } = booking;
  return (
    <li class="my-hope">
      <div class="my-session-words">
        <strong>{localised(session.title)}</strong>
        <p class="small muted my-session-where">
          <span>{localised(venue.roomOf(session.room)?.title)}</span>
          <MyPlaceChip booking={booking} />
        </p>
        {booking.deed !== "answer" && <PlaceCount booking={booking} />}
      </div>
      <PlaceButtons booking={booking} />
    </li>
  );
}

/** Everything of a round, to choose from right here. */
function Choice({ part: { block, placed }, open }: { part: DayPart; open: boolean }) {
  const venue = useVenue();
  const text = useTexts(dayTexts);
  const [shown, setShown] = useState(open);
  const chosen = placed?.session.id;
  // Chosen: the rest is out of the way again.
  useEffect(() => setShown(open && chosen === undefined), [chosen]);
  const rest = block.sessions.filter(({ id }) => id !== placed?.session.id);
  return (
    <details class="my-choice" open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{placed ? text.others : text.choose}</summary>
      {shown && (
        <ul class="sessions">
          {rest.map((session) => (
            <SessionCard key={session.id} session={session} now={venue.clock.value} showTime near={false} />
          ))}
        </ul>
      )}
    </details>
  );
}
