import { useEffect } from "preact/hooks";
import { useVenue } from "../../app/context";
import { EmptyState } from "../../components/EmptyState";
import { Notice } from "../../components/Notice";
import { useFormats, useText, useTexts } from "../../i18n";
import { type Expected, type SessionInfo } from "../../protocol";
import { type ModerationDesk } from "./desk";
import { ExpectedNumbers } from "./ExpectedNumbers";
import { ExpectedSession } from "./ExpectedSession";
import { expectedTexts } from "./expectedTexts";
import { roundsAt, type Rounds, totalOf } from "./expectations";

/** How often (ms) the next session is asked for: so many questions a second at most, however many sessions there are. */
const STEP = 400;

interface Props {
  desk: ModerationDesk;
  active: boolean;
}

/** Should and is: for each session that runs or comes next, who is expected, here, missing, strayed or unexpected. */
export function ExpectedPanel({ desk, active }: Props) {
  const venue = useVenue();
  const text = useTexts(expectedTexts);
  const refusals = useText("refusals");
  const formats = useFormats();
  const rounds = roundsAt(venue.info.value.sessions, venue.clock.value);
  useExpectations(desk, rounds, active);
  const trouble = desk.expectations.trouble.value;
  const [first] = rounds.next;
  return (
    <section class="panel expected-panel" aria-labelledby="desk-expected-title">
      <h2 id="desk-expected-title">{text.title}</h2>
      <p class="muted">{text.intro}</p>
      {trouble !== null && (
        <Notice tone="warn" role="status">
          {text.stale(refusals[trouble])}
        </Notice>
      )}
      {rounds.running.length + rounds.next.length === 0 && (
        <EmptyState icon="calendar" title={text.emptyTitle}>
          {text.emptyText}
        </EmptyState>
      )}
      <Round desk={desk} id="running" title={text.running} sessions={rounds.running} />
      {first && <Round desk={desk} id="next" title={text.next(formats.clock(first.starts))} sessions={rounds.next} />}
    </section>
  );
}

interface RoundProps {
  desk: ModerationDesk;
  id: "running" | "next";
  title: string;
  sessions: readonly SessionInfo[];
}

function Round({ desk, id, title, sessions }: RoundProps) {
  const known = desk.expectations.known.value;
  const begun = id === "running";
  const answers = sessions.flatMap((session): Expected[] => {
    const answer = known.get(session.id);
    return answer ? [answer] : [];
  });
  if (sessions.length === 0) return null;
  return (
    <section class="expected-round" aria-labelledby={`expected-${id}`}>
      <div class="expected-round-head">
        <h3 id={`expected-${id}`}>{title}</h3>
        {sessions.length > 1 && answers.length === sessions.length && (
          <ExpectedNumbers numbers={totalOf(answers)} begun={begun} />
        )}
      </div>
      <ul class="expected-sessions">
        {sessions.map((session) => (
          <ExpectedSession
            key={session.id}
            desk={desk}
            session={session}
            answer={known.get(session.id) ?? null}
            begun={begun}
          />
        ))}
      </ul>
    </section>
  );
}

/** Renews the numbers while the board is in view. */
function useExpectations(desk: ModerationDesk, { running, next }: Rounds, active: boolean): void {
  const venue = useVenue();
  const ids = [...running, ...next].map(({ id }) => id).join(" ");
  useEffect(() => {
    if (!active) return;
    const sessions = [...running, ...next];
    const step = () => {
      if (document.visibilityState !== "visible" || venue.link.value.state !== "connected") return;
      void desk.expectations.step(sessions, venue.now());
    };
    step();
    const timer = setInterval(step, STEP);
    return () => clearInterval(timer);
  }, [desk, venue, active, ids]);
}
