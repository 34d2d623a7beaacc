import { useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Icon } from "../../components/Icon";
import { LiveRegion } from "../../components/LiveRegion";
import { useFormats, useText } from "../../i18n";
import { type HouseRoom } from "../../state";
import { NEAR_END, secondsLeft, type Warning, warningAt } from "../../state/warnings";

const MINUTE = 60_000;
/** How long more time is told, in ms. */
const MORE_SHOWN = 45_000;
const CLOSE = 60;

/**
 * A quiet line in the head of a room: the last minutes of what runs here, and what those who run the show did to them. Said
 * aloud, too, once each; takes no focus.
 */
export function Ending({ room }: { room: HouseRoom }) {
  const venue = useVenue();
  const text = useText("room").ending;
  const formats = useFormats();
  const second = venue.second.value;
  const hall = room.parent === null ? undefined : venue.roomOf(room.parent);
  const session = room.session?.id ?? hall?.session?.id ?? null;
  const span = session === null ? null : venue.spanOf(session, second);
  const show = venue.showAt(second);
  const mine = session !== null && show.running?.sessions.includes(session) === true;
  const held = mine && show.held;
  const over = mine && show.over > 0;
  const left = span && !over ? span[1] - second : null;
  const more = mine ? venue.more.value : null;
  const fresh = more !== null && second - more.at < MORE_SHOWN;
  const moreWords = more && span ? text.more(Math.round(more.by / MINUTE), formats.clock(span[1])) : "";
  const said = useSaid(session, left, held, fresh ? moreWords : "");

  const near = left !== null && left > 0 && left <= NEAR_END;
  const words = fresh ? moreWords : held ? text.held : over ? text.over : "";
  const time = near ? text.left(formats.countdown(secondsLeft(left))) : "";
  const tone = fresh ? "more" : over || (near && !held && secondsLeft(left) <= CLOSE) ? "close" : "";
  return (
    <>
      <LiveRegion text={said} />
      {(words || time) && (
        <p class={`ending ${tone}`}>
          <Icon name="clock" />
          {words && <span>{words}</span>}
          {time && <span class="num ending-time">{time}</span>}
        </p>
      )}
    </>
  );
}

/** What is said aloud: a warning when its second has come, more time, and a hold; each when it happens. */
function useSaid(session: string | null, left: number | null, held: boolean, more: string): string {
  const text = useText("room").ending;
  const [said, setSaid] = useState("");
  const before = useRef<{ session: string | null; seconds: number } | null>(null);
  const first = useRef(true);
  const seconds = left === null ? null : secondsLeft(left);
  useEffect(() => {
    const known = before.current !== null && before.current.session === session ? before.current.seconds : null;
    before.current = seconds === null ? null : { session, seconds };
    const due = seconds === null ? null : warningAt(known, seconds);
    if (due !== null) setSaid(wordsFor(due, text));
  }, [session, seconds]);
  useEffect(() => {
    if (more && !first.current) setSaid(more);
  }, [more]);
  useEffect(() => {
    if (!first.current) setSaid(held ? text.held : "");
    first.current = false;
  }, [held]);
  return said;
}

function wordsFor(
  warning: Warning,
  text: { minutes: (minutes: number) => string; seconds: (seconds: number) => string },
): string {
  return warning < 60 ? text.seconds(warning) : text.minutes(warning / 60);
}
