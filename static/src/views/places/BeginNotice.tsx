import { signal } from "@preact/signals";
import { useVenue } from "../../app/context";
import { addressOf } from "../../app/places";
import { type Route } from "../../app/paths";
import { route } from "../../app/router";
import { Button, ButtonLink } from "../../components/Button";
import { leaveButton } from "../../components/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useText } from "../../i18n";
import { type Venue } from "../../state";
import { dueAt } from "./due";

/** These views show my session and the way there themselves. */
const SHOWN_BY: readonly Route["at"][] = ["foyer", "day"];

/** The sessions of which I know that they begin, and stay where I am. */
const stayed = signal<ReadonlySet<string>>(new Set());

/** A session that I have a place in begins, and I am elsewhere: the way there, for who wants to be asked. */
export function BeginNotice() {
  const venue = useVenue();
  const text = useText("places").begin;
  const formats = useFormats();
  const session = dueIn(venue);
  const room = session && venue.roomOf(session.room);
  if (!session || !room) return <LiveRegion text="" />;
  const title = text.title(localised(session.title));
  const begun = session.starts <= venue.clock.value;
  const time = formats.clock(session.starts);
  return (
    <>
      <LiveRegion text={`${title}. ${begun ? text.begun(time) : text.soon(time)}`} />
      {!SHOWN_BY.includes(route.value.at) && (
        <Notice
          icon="route"
          rank="pressing"
          title={title}
          actions={
            <>
              <ButtonLink small look="primary" iconEnd="arrowRight" href={addressOf(room)}>
                {text.go(localised(room.title))}
              </ButtonLink>
              <Button
                small
                look="quiet"
                onClick={(event) => {
                  leaveButton(event);
                  stayed.value = new Set([...stayed.value, session.id]);
                }}
              >
                {text.stay}
              </Button>
            </>
          }
        >
          {begun ? text.begun(time) : text.soon(time)}
        </Notice>
      )}
    </>
  );
}

function dueIn(venue: Venue) {
  const { sessions } = venue.info.value;
  const session = dueAt(venue.places.value, sessions, venue.clock.value);
  if (!session || stayed.value.has(session.id)) return null;
  const room = venue.roomOf(session.room);
  // Somebody takes me there in a moment, and says so.
  if (venue.ahead.value?.rooms.includes(session.room) || venue.ahead.value?.to === session.room) return null;
  return room?.open && !room.here ? session : null;
}
