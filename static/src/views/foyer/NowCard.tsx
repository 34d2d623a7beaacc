import { type ComponentChildren } from "preact";
import { useVenue } from "../../app/context";
import { addressOf } from "../../app/places";
import { ButtonLink } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Fill, Progress } from "../../components/Progress";
import { type Catalogue } from "../../i18n/catalogue";
import { localised, useFormats, useText } from "../../i18n";
import { type SessionInfo } from "../../protocol";
import { type Booking, type Venue } from "../../state";
import { useBooking } from "../places/useBooking";

/** The one thing to do now: go where something is on, choose a workshop, or have a coffee. */
export function NowCard() {
  const venue = useVenue();
  const text = useText("foyer");
  const formats = useFormats();
  const { phase, current, next, slot, left, progress, nextStarts } = venue.programme.value;
  if (venue.info.value.sessions.length === 0) {
    return <Card kicker="" title={text.freeTitle} words={text.freeText} sessions={[]} />;
  }
  if (phase === "during") {
    const mine = mineOf(venue, current);
    const several = current.length > 1;
    const { held, over } = venue.show.value;
    const leftWords = held ? text.held : over > 0 ? text.timeUp : text.left(formats.minutes(left));
    return (
      <Card
        kicker={text.now}
        title={several && !mine ? localised(slot?.title) || text.choose : localised((mine ?? current[0])?.title)}
        sessions={current}
        mine={mine}
        {...(several && !mine ? { words: text.chooseText(current.length) } : {})}
      >
        <div class="now-time">
          <Progress label={leftWords} share={progress} />
          <span class="num">{leftWords}</span>
        </div>
      </Card>
    );
  }
  if (phase === "after") return <Card kicker="" title={text.over} words={text.overText} sessions={[]} />;
  const soon = nextStarts === null ? 0 : formats.minutes(nextStarts - venue.clock.value);
  const starts = nextStarts === null ? "" : text.starts(formats.clock(nextStarts));
  const mine = mineOf(venue, next);
  const several = next.length > 1 && !mine;
  const words = several ? text.chooseNextText(next.length) : phase === "between" ? text.pauseText : undefined;
  return (
    <Card
      kicker={phase === "between" ? text.pause : text.before}
      title={several ? text.several(next.length) : localised((mine ?? next[0])?.title)}
      sessions={next}
      mine={mine}
      {...(words ? { words } : {})}
    >
      <p class="num">
        {starts} <Chip tone="accent">{text.in(soon)}</Chip>
      </p>
    </Card>
  );
}

/** The one among several that I have a place in. */
function mineOf(venue: Venue, sessions: readonly SessionInfo[]): SessionInfo | null {
  if (sessions.length < 2) return null;
  const placed = venue.places.value.mine.filter(({ state }) => state === "placed").map(({ session }) => session);
  return sessions.find(({ id }) => placed.includes(id)) ?? null;
}

interface CardProps {
  kicker: string;
  title: string;
  words?: string;
  sessions: readonly SessionInfo[];
  /** My place among them: there is one way then, and the others stand behind. */
  mine?: SessionInfo | null;
  children?: ComponentChildren;
}

function Card({ kicker, title, words, sessions, mine = null, children }: CardProps) {
  const venue = useVenue();
  const text = useText("foyer");
  const places = useText("places");
  const only = mine ?? (sessions.length === 1 ? sessions[0] : undefined);
  const room = only && venue.roomOf(only.room);
  const others = sessions.filter((session) => session !== only);
  return (
    <section class="now-card">
      {kicker && (
        <p class="now-kicker">
          {kicker}
          {mine && `: ${places.card.yours}`}
        </p>
      )}
      <h2>{title}</h2>
      {children}
      {words && <p>{words}</p>}
      {room && !room.here && room.open && (
        <ButtonLink look="primary" class="now-way" iconEnd="arrowRight" href={addressOf(room)}>
          {text.goTo(localised(room.title))}
        </ButtonLink>
      )}
      {others.length > 0 && (
        <Others words={mine && places.card.others(others.length)}>
          <ul class="choices">
            {others.map((session) => (
              <Choice key={session.id} session={session} />
            ))}
          </ul>
        </Others>
      )}
    </section>
  );
}

/** Beside a place of one's own they are folded away. */
function Others({ words, children }: { words: string | null; children: ComponentChildren }) {
  if (words === null) return <>{children}</>;
  return (
    <details class="now-others">
      <summary>{words}</summary>
      {children}
    </details>
  );
}

/** One of several sessions that run side by side. */
function Choice({ session }: { session: SessionInfo }) {
  const venue = useVenue();
  const text = useText("programme");
  const places = useText("places");
  const booking = useBooking(session);
  const room = venue.roomOf(session.room);
  if (!room?.allowed) return null;
  return (
    <li>
      <a class="choice" href={addressOf(room)}>
        <span>
          {localised(room.title) !== localised(session.title) && (
            <span class="small choice-room">{localised(room.title)}</span>
          )}
          <strong>{localised(session.title)}</strong>
        </span>
        <span class="small num choice-count">
          {bookingWords(booking, places) ??
            (room.capacity === null ? text.people(room.present) : text.seats(room.taken, room.capacity))}
          {room.full && <Chip tone="warn">{text.full}</Chip>}
        </span>
        {room.capacity !== null && <Fill taken={booking ? booking.taken : room.taken} capacity={room.capacity} />}
      </a>
    </li>
  );
}

/** What is left to register for; null where one just walks in. */
function bookingWords(booking: Booking | null, text: Catalogue["places"]): string | null {
  if (typeof booking?.free !== "number") return null;
  return booking.full ? text.full : text.free(booking.free);
}
