import { useVenue } from "../../app/context";
import { localised, useFormats, useText } from "../../i18n";
import { type SessionInfo } from "../../protocol";
import { type HouseRoom } from "../../state";
import { stateOf } from "../programme/blocks";

/** What this room is for, and what happens in it today. */
export function About({ room }: { room: HouseRoom }) {
  const venue = useVenue();
  const text = useText("room");
  const now = venue.clock.value;
  const sessions = venue.info.value.sessions.filter((session) => session.room === room.id && session.ends > now);
  const about = localised(room.description);
  return (
    <div class="about">
      {about && <p>{about}</p>}
      {sessions.length > 0 ? (
        <ul class="about-sessions">
          {sessions.map((session) => (
            <Item key={session.id} session={session} now={now} />
          ))}
        </ul>
      ) : (
        <p class="muted">{text.nothingHere}</p>
      )}
    </div>
  );
}

function Item({ session, now }: { session: SessionInfo; now: number }) {
  const text = useText("room");
  const formats = useFormats();
  const running = stateOf(session, now) === "running";
  const description = localised(session.description);
  return (
    <li class={running ? "running" : ""}>
      <p class="small muted num">
        {formats.span(session.starts, session.ends)}
        {running && ` · ${text.running}`}
      </p>
      <h2>{localised(session.title)}</h2>
      {description && <p>{description}</p>}
    </li>
  );
}
