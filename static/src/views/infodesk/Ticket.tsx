import { useVenue } from "../../app/context";
import { addressOf } from "../../app/places";
import { Avatar } from "../../components/Avatar";
import { Button, ButtonLink } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { Menu } from "../../components/Menu";
import { Said } from "../../components/Said";
import { useFormats, useText, useTexts } from "../../i18n";
import { type HelpTicket, type Whereabouts } from "../../protocol";
import { type HelpReason } from "../../state";
import { dutyOf } from "../room/duty";
import { roomNameOf } from "../whereabouts/roomNames";
import { spanOf } from "../whereabouts/spans";
import { Standing } from "../whereabouts/Standing";
import { whereaboutsTexts } from "../whereabouts/texts";
import { placesOf, TicketRoute } from "./TicketRoute";
import { infodeskTexts } from "./texts";
import { type Deeds } from "./useDeeds";

/** From here on somebody has waited long, in ms. */
const LONG = 5 * 60_000;
const REASONS: readonly HelpReason[] = ["solved", "moved", "gone", "duplicate", "other"];

interface Props {
  ticket: HelpTicket;
  now: number;
  deeds: Deeds;
  mine?: boolean;
  /** Whose turn it is. */
  next?: boolean;
}

/** Who asks what, where they are and since when, and what I can do about it. */
export function Ticket({ ticket, now, deeds, mine = false, next = false }: Props) {
  const text = useTexts(infodeskTexts);
  const words = useTexts(whereaboutsTexts);
  const people = useText("people");
  const formats = useFormats();
  const venue = useVenue();
  const { person } = ticket;
  const number = formats.number(ticket.number);
  const waited = now - ticket.asked;
  const duty = dutyOf(person.roles, people);
  const heading = `help-${ticket.number}`;
  return (
    <li class={`panel ticket ${mine ? "mine" : ""}`} aria-labelledby={heading}>
      <div class="ticket-head">
        <Avatar id={person.id} name={person.name} />
        <div class="ticket-who">
          <h3 id={heading} tabIndex={-1}>
            <span class="muted num">{text.number(number)}</span> <bdi class="said">{person.name}</bdi>
          </h3>
          {(person.org !== undefined || duty !== "") && (
            <p class="small muted">
              <bdi class="said">{[person.org ?? "", duty].filter(Boolean).join(" · ")}</bdi>
            </p>
          )}
        </div>
        <Chip tone={ticket.state === "waiting" && waited > LONG ? "warn" : "neutral"} icon="clock">
          <span class="num">{text.waits(spanOf(waited, words, formats))}</span>
        </Chip>
      </div>
      {ticket.text === "" ? <p class="muted">{text.noText}</p> : <Said class="ticket-text" text={ticket.text} />}
      <p class="ticket-where small">
        <Icon name="door" />
        <span>{ticket.here === null ? words.outside : roomNameOf(venue, ticket.here, words)}</span>
        {ticket.here !== null && <Standing of={whereaboutsOf(ticket)} />}
        {ticket.here !== ticket.room && (
          <span class="muted">{text.askedIn(roomNameOf(venue, ticket.room, words))}</span>
        )}
      </p>
      <TicketRoute ticket={ticket} />
      <Doing ticket={ticket} now={now} deeds={deeds} mine={mine} next={next} />
    </li>
  );
}

function Doing({ ticket, now, deeds, mine, next }: Required<Props>) {
  const text = useTexts(infodeskTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const span = spanOf(now - ticket.since, words, formats);
  const busy = deeds.busy === ticket.number;
  const own = useVenue().me.value?.person.id === ticket.person.id;
  const number = formats.number(ticket.number);
  const closing = (
    <Menu
      class="button plain small-button"
      label={text.closeLabel(number)}
      face={
        <>
          <Icon name="check" />
          <span>{text.close}</span>
        </>
      }
      items={REASONS.map((reason) => ({
        id: reason,
        label: text.reasons[reason],
        onSelect: () => deeds.close(ticket, reason),
      }))}
    />
  );
  if (mine) {
    return (
      <>
        <p class="small muted num">{text.takenByMe(span)}</p>
        <div class="row">
          <Reaching ticket={ticket} deeds={deeds} busy={busy} />
          {closing}
          <Button small look="quiet" icon="undo" busy={busy} onClick={() => deeds.release(ticket)}>
            {text.release}
          </Button>
        </div>
      </>
    );
  }
  if (ticket.state === "taken") {
    return (
      <div class="row ticket-other">
        <span class="small muted">
          <bdi>{ticket.by ? text.takenBy(ticket.by.name, span) : text.takenBySomebody(span)}</bdi>
        </span>
        <Button small look="quiet" icon="undo" busy={busy} onClick={() => deeds.release(ticket)}>
          {text.release}
        </Button>
      </div>
    );
  }
  return (
    <div class="row">
      {!own && (
        <Button small look={next ? "primary" : "plain"} icon="help" busy={busy} onClick={() => deeds.take(ticket)}>
          {text.take}
        </Button>
      )}
      {closing}
    </div>
  );
}

/** To the person, the person to me, or to where they have a place now. */
function Reaching({ ticket, deeds, busy }: Pick<Props, "ticket" | "deeds"> & { busy: boolean }) {
  const venue = useVenue();
  const text = useTexts(infodeskTexts);
  const words = useTexts(whereaboutsTexts);
  const here = venue.room.value;
  const there = ticket.here === null ? undefined : venue.roomOf(ticket.here);
  const near = here !== null && there?.id === here.id;
  const due = venue.roomOf(placesOf(venue, ticket).running?.room ?? "");
  const astray = due && due.id !== there?.id && due.id !== there?.parent;
  return (
    <>
      {near && <span class="small muted">{text.isHere}</span>}
      {there && !near && (
        <ButtonLink small look="primary" icon="arrowRight" href={addressOf(there)}>
          {text.goThere(roomNameOf(venue, there.id, words))}
        </ButtonLink>
      )}
      {here && !near && venue.may("move") && (
        <Button small icon="people" busy={busy} onClick={() => deeds.bring(ticket, here.id)}>
          {text.fetch(roomNameOf(venue, here.id, words))}
        </Button>
      )}
      {astray && due.id !== here?.id && venue.may("move") && (
        <Button small icon="route" busy={busy} onClick={() => deeds.bring(ticket, due.id)}>
          {text.bring(roomNameOf(venue, due.id, words))}
        </Button>
      )}
    </>
  );
}

function whereaboutsOf({ person, here, present, seen }: HelpTicket): Whereabouts {
  return { person, room: here, present, since: seen, connections: 0 };
}
