import { type ComponentChildren } from "preact";
import { useVenue } from "../../app/context";
import { addressOf } from "../../app/places";
import { ButtonLink } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Fill, Progress } from "../../components/Progress";
import { localised, useFormats, useText } from "../../i18n";
import { type SessionInfo } from "../../protocol";

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
    const several = current.length > 1;
    return (
      <Card
        kicker={text.now}
        title={several ? localised(slot?.title) || text.choose : localised(current[0]?.title)}
        sessions={current}
        {...(several ? { words: text.chooseText(current.length) } : {})}
      >
        <div class="now-time">
          <Progress label={text.left(formats.minutes(left))} share={progress} />
          <span class="num">{text.left(formats.minutes(left))}</span>
        </div>
      </Card>
    );
  }
  if (phase === "after") return <Card kicker="" title={text.over} words={text.overText} sessions={[]} />;
  const soon = nextStarts === null ? 0 : formats.minutes(nextStarts - venue.clock.value);
  const starts = nextStarts === null ? "" : text.starts(formats.clock(nextStarts));
  const several = next.length > 1;
  const words = several ? text.chooseNextText(next.length) : phase === "between" ? text.pauseText : undefined;
  return (
    <Card
      kicker={phase === "between" ? text.pause : text.before}
      title={several ? text.several(next.length) : localised(next[0]?.title)}
      sessions={next}
      {...(words ? { words } : {})}
    >
      <p class="num">
        {starts} <Chip tone="accent">{text.in(soon)}</Chip>
      </p>
    </Card>
  );
}

interface CardProps {
  kicker: string;
  title: string;
  words?: string;
  sessions: readonly SessionInfo[];
  children?: ComponentChildren;
}

function Card({ kicker, title, words, sessions, children }: CardProps) {
  const venue = useVenue();
  const text = useText("foyer");
  const [only] = sessions;
  const room = sessions.length === 1 && only ? venue.roomOf(only.room) : undefined;
  return (
    <section class="now-card">
      {kicker && <p class="now-kicker">{kicker}</p>}
      <h2>{title}</h2>
      {children}
      {words && <p>{words}</p>}
      {room && !room.here && room.allowed && (
        <ButtonLink look="primary" class="now-way" iconEnd="arrowRight" href={addressOf(room)}>
          {text.goTo(localised(room.title))}
        </ButtonLink>
      )}
      {sessions.length > 1 && (
        <ul class="choices">
          {sessions.map((session) => (
            <Choice key={session.id} session={session} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** One of several sessions that run side by side. */
function Choice({ session }: { session: SessionInfo }) {
  const venue = useVenue();
  const text = useText("programme");
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
          {room.capacity === null ? text.people(room.present) : text.seats(room.taken, room.capacity)}
          {room.full && <Chip tone="warn">{text.full}</Chip>}
        </span>
        {room.capacity !== null && <Fill taken={room.taken} capacity={room.capacity} />}
      </a>
    </li>
  );
}
