import { useVenue } from "../../app/context";
import { Progress } from "../../components/Progress";
import { localised, useFormats, useText } from "../../i18n";
import { type SessionInfo } from "../../protocol";

/** What is on in the house, how long still, and what comes next: one line. */
export function NowStrip() {
  const text = useText("shell");
  const formats = useFormats();
  const venue = useVenue();
  const { current, next, slot, left, progress, nextStarts } = venue.programme.value;
  const nameOf = (sessions: readonly SessionInfo[]) =>
    sessions.length === 1 ? localised(sessions[0]?.title) : text.several(sessions.length);
  const nextWords = nextStarts === null ? "" : text.nextAt(nameOf(next), formats.clock(nextStarts));
  if (current.length === 0) {
    const planned = venue.info.value.sessions.length > 0;
    if (!planned) return <div class="now" />;
    return (
      <p class="now small muted">
        {nextStarts === null ? text.over : text.startsAt(nameOf(next), formats.clock(nextStarts))}
      </p>
    );
  }
  const { held, over } = venue.show.value;
  const leftWords = held ? text.held : over > 0 ? text.timeUp : text.left(formats.minutes(left));
  return (
    <div class="now small">
      <span class="now-line">
        <span class="now-what clip">
          <span class="now-label">{text.now}</span>{" "}
          {current.length > 1 && slot ? localised(slot.title) : nameOf(current)}
        </span>
        <span class="muted num now-left">{leftWords}</span>
      </span>
      <Progress label={leftWords} share={progress} />
      {nextWords && <span class="muted clip now-next">{nextWords}</span>}
    </div>
  );
}
