import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { localised, useFormats, useTexts } from "../../i18n";
import { type Expected, type Member, type SessionInfo } from "../../protocol";
import { roomNameOf } from "../whereabouts/roomNames";
import { ageOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useNow } from "../whereabouts/useNow";
import { type ModerationDesk } from "./desk";
import { ExpectedNumbers, type GROUPS } from "./ExpectedNumbers";
import { expectedTexts } from "./expectedTexts";
import { totalOf } from "./expectations";

const STEP = 1_000;

interface Props {
  desk: ModerationDesk;
  session: SessionInfo;
  /** Null before the first. */
  answer: Expected | null;
  begun: boolean;
}

/** One session: its numbers with their age, who is behind them, and one click for those who are elsewhere. */
export function ExpectedSession({ desk, session, answer, begun }: Props) {
  const venue = useVenue();
  const text = useTexts(expectedTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const title = localised(session.title);
  const room = roomNameOf(venue, session.room, words);
  const strayed = answer?.strayed ?? [];
  const fetchWords = (begun ? text.fetch : text.ahead.fetch)(formats.number(strayed.length));
  const fetch = () => {
    // The names in the dry run.
    void desk.directory.read();
    desk.begin(
      strayed.map(({ person }) => person.id),
      session.room,
    );
  };
  return (
    <li class="expected-session">
      <div class="expected-head">
        <div class="grow">
          <h4>{title}</h4>
          <p class="small muted num">
            {room !== title && `${room} · `}
            {answer ? <Age at={answer.at} /> : text.waiting}
          </p>
        </div>
        {answer && answer.expected > 0 && venue.may("move") && (
          <Button
            small
            icon="arrowRight"
            idle={strayed.length === 0}
            aria-label={text.fetchFor(fetchWords, title)}
            onClick={fetch}
          >
            {fetchWords}
          </Button>
        )}
      </div>
      {answer && (
        <>
          <ExpectedNumbers numbers={totalOf([answer])} begun={begun} />
          <Names answer={answer} title={title} begun={begun} />
        </>
      )}
    </li>
  );
}

function Age({ at }: { at: number }) {
  const text = useTexts(expectedTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const now = useNow(STEP);
  return <>{text.age(ageOf(now - at, words, formats))}</>;
}

/** Everybody by name, those first who are not where they should be. */
function Names({ answer, title, begun }: { answer: Expected; title: string; begun: boolean }) {
  const venue = useVenue();
  const text = useTexts(expectedTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const people = {
    strayed: answer.strayed.map(({ person, room }) => ({ person, note: roomNameOf(venue, room, words) })),
    missing: answer.missing.map(withoutNote),
    unexpected: answer.unexpected.map(withoutNote),
    here: answer.here.map(withoutNote),
  };
  const nameOf = (group: keyof typeof people) => (group === "strayed" && !begun ? text.ahead.name : text.names[group]);
  const groups = (["strayed", "missing", "unexpected", "here"] satisfies (typeof GROUPS)[number][]).filter(
    (group) => people[group].length > 0,
  );
  if (groups.length === 0) return <p class="small muted">{text.nobody}</p>;
  return (
    <details class="fate-details" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={text.detailsOf(title)}>{text.details}</summary>
      {open &&
        groups.map((group) => (
          <section key={group} class="fate-group">
            <h5 class="num">{words.withCount(nameOf(group), formats.number(people[group].length))}</h5>
            {/* The list is scrolled by keys, so it must be reachable by them. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <ul class="fate-names" tabIndex={0} aria-label={`${nameOf(group)}, ${title}`}>
              {[...people[group]].sort(byName).map(({ person, note }) => (
                <li key={person.id}>
                  <bdi class="said">{person.name}</bdi>
                  <span class="small muted">
                    <bdi class="said">{person.org}</bdi>
                    {note && ` · ${note}`}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </details>
  );
}

interface Named {
  readonly person: Member;
}

/** Every answer names them in another order; read, they stand still. */
function byName({ person: one }: Named, { person: other }: Named): number {
  return one.name.localeCompare(other.name, "de", { sensitivity: "base", numeric: true });
}

function withoutNote(person: Member): { person: Member; note: string } {
  return { person, note: "" };
}
