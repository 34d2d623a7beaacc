import { useVenue } from "../../app/context";
import { Icon } from "../../components/Icon";
import { localised, useFormats, useTexts } from "../../i18n";
import { type HelpTicket, type SessionInfo } from "../../protocol";
import { hasPlaces, type Venue } from "../../state";
import { infodeskTexts } from "./texts";

interface Places {
  readonly all: readonly SessionInfo[];
  readonly running: SessionInfo | undefined;
  readonly next: SessionInfo | undefined;
}

/** The sessions that whoever asked has a place in, at the moment for which the programme has its times. */
export function placesOf(venue: Venue, ticket: HelpTicket): Places {
  const now = venue.clock.value;
  const mine = new Set<string>(ticket.places);
  const all = venue.info.value.sessions.filter(({ id }) => mine.has(id));
  return {
    all,
    running: all.find(({ starts, ends }) => starts <= now && now < ends),
    next: all.find(({ starts }) => now < starts),
  };
}

/** Where the person should be now or next, in a line; behind it the whole route. */
export function TicketRoute({ ticket }: { ticket: HelpTicket }) {
  const venue = useVenue();
  const text = useTexts(infodeskTexts);
  const formats = useFormats();
  if (!hasPlaces(venue.info.value)) return null;
  const { all, running, next } = placesOf(venue, ticket);
  const line = running
    ? text.routeNow(localised(running.title))
    : next
      ? text.routeNext(formats.clock(next.starts), localised(next.title))
      : all.length > 0
        ? text.routePast
        : text.routeNone;
  if (all.length < 2) {
    return (
      <p class="ticket-where small">
        <Icon name="route" />
        <span class={all.length === 0 ? "muted" : ""}>{line}</span>
      </p>
    );
  }
  return (
    <details class="ticket-route small">
      <summary>
        <Icon name="route" />
        <span>{line}</span>
      </summary>
      <ol aria-label={text.route}>
        {all.map((session) => (
          <li key={session.id} class={session.ends <= venue.clock.value ? "muted" : ""}>
            <span class="num">{formats.clock(session.starts)}</span> <span>{localised(session.title)}</span>{" "}
            <span class="muted">{localised(venue.roomOf(session.room)?.title)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
