import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { addressOf } from "../../app/places";
import { ButtonLink } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { Fill } from "../../components/Progress";
import { localised, useFormats, useText } from "../../i18n";
import { type SessionInfo } from "../../protocol";
import { MyPlaceChip, PlaceButtons, PlaceCount } from "../places/SessionPlaces";
import { useBooking } from "../places/useBooking";
import { stateOf } from "./blocks";

interface Props {
  session: SessionInfo;
  now: number;
  /** One of several: its times may differ from those of the line. */
  showTime: boolean;
  /** On now or next: its people and the way there are what one looks for. */
  near: boolean;
}

/** One session: what, where, how full, and the way there. */
export function SessionCard({ session, now, showTime, near }: Props) {
  const venue = useVenue();
  const text = useText("programme");
  const places = useText("places");
  const formats = useFormats();
  const room = venue.roomOf(session.room);
  const state = stateOf(session, now);
  const here = state === "running" && room?.here === true;
  const title = localised(session.title);
  const roomName = localised(room?.title);
  const description = localised(session.description);
  const booking = useBooking(session);
  const mine = booking?.mine?.state === "placed";
  const hoped = booking?.mine && !mine;
  // Who registers goes there with a place, or when it has begun; before that the name of the room leads there.
  const way = near && room?.open === true && (!booking || mine || state === "running");
  const href = room ? addressOf(room) : paths.room(session.room);
  return (
    <li class={`session ${state} ${here ? "here" : ""} ${mine ? "mine" : hoped ? "hoped" : ""}`}>
      <div class="session-words">
        <p class="session-kicker small muted">
          {showTime && <span class="num">{formats.span(session.starts, session.ends)}</span>}
          {roomName !== title && <SessionRoom name={roomName} href={way || !room?.open ? null : href} />}
          {state === "running" && <Chip tone="good">{text.running}</Chip>}
          {here && <Chip tone="here">{text.here}</Chip>}
          {booking && <MyPlaceChip booking={booking} />}
          {room?.closed && near && <Chip tone="warn">{text.closed}</Chip>}
          {room?.full && !room.closed && near && (!booking || state === "running") && (
            <Chip tone="warn">{text.full}</Chip>
          )}
        </p>
        {showTime ? (
          <h3 class="session-title">{title}</h3>
        ) : (
          <h2 class="session-title" tabIndex={-1}>
            {title}
          </h2>
        )}
        {description && <p class="small muted session-about lines-3">{description}</p>}
      </div>
      {booking && state !== "past" && (
        <div class="session-way">
          <PlaceCount booking={booking} />
          <PlaceButtons booking={booking} />
        </div>
      )}
      {way && (
        <div class="session-way">
          <span class="small muted num">
            <Icon name="people" />{" "}
            {booking
              ? places.inRoom(room.present)
              : room.capacity === null
                ? text.people(room.present)
                : text.seats(room.taken, room.capacity)}
          </span>
          {!here && (
            <ButtonLink
              small
              look={state === "running" && (!booking || mine) ? "primary" : "plain"}
              href={href}
              iconEnd="arrowRight"
              label={`${text.enter}: ${title}`}
            >
              {text.enter}
            </ButtonLink>
          )}
        </div>
      )}
      {state === "running" && typeof room?.capacity === "number" && (
        <Fill taken={room.taken} capacity={room.capacity} />
      )}
      {state === "coming" && typeof booking?.places === "number" && (
        <Fill taken={booking.taken} capacity={booking.places} />
      )}
    </li>
  );
}

/** Where it is; a way there where there is no button for it. */
function SessionRoom({ name, href }: { name: string; href: string | null }) {
  return href === null ? <span>{name}</span> : <a href={href}>{name}</a>;
}
