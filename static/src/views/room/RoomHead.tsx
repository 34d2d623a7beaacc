import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { Progress } from "../../components/Progress";
import { localised, useFormats, useText } from "../../i18n";
import { type HouseRoom } from "../../state";
import { Ending } from "./Ending";

/** Which room this is, what is on, how long still, and how many are here. */
export function RoomHead({ room }: { room: HouseRoom }) {
  const venue = useVenue();
  const text = useText("room");
  const formats = useFormats();
  const now = venue.clock.value;
  const { session } = room;
  const name = localised(room.title);
  const title = room.topic ? localised(room.topic) : session ? localised(session.title) : name;
  const { over, running } = venue.show.value;
  const late = over > 0 && session !== null && running?.sessions.includes(session.id) === true;
  const left = session === null ? "" : late ? text.timeUp : text.left(formats.minutes(session.ends - now));
  const hall = room.parent === null ? undefined : venue.roomOf(room.parent);

  return (
    <header class="room-head">
      <div class="room-kicker">
        {hall && (
          <a class="small" href={paths.room(hall.id)}>
            <Icon name="back" /> {text.hall(localised(hall.title))}
          </a>
        )}
        {title !== name && <span class="room-name">{name}</span>}
        {session && <span class="num">{formats.span(session.starts, session.ends)}</span>}
        {session && <Chip tone="good">{text.running}</Chip>}
      </div>
      <h1 tabIndex={-1}>{title}</h1>
      <div class="room-facts">
        {session && (
          <span class="room-left">
            <Progress label={left} share={(now - session.starts) / (session.ends - session.starts)} />
            <span class="num">{left}</span>
          </span>
        )}
        <span class="num room-count">
          <Icon name="people" />
          {room.capacity === null
            ? text.people(room.present, formats.number(room.present))
            : text.seats(room.taken, room.capacity)}
        </span>
      </div>
      <Ending room={room} />
    </header>
  );
}
