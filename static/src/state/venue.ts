import { type LoggedEvent, type Me, type Show, type Snapshot, type VenueEvent } from "../protocol";
import { type AnnouncedMove, announcedMove, type CalledOff, calledOff } from "./announced";
import { type Announcements, announced, NO_ANNOUNCEMENTS } from "./announcements";
import { type ChatLog, EMPTY_LOG, followed, logOf, NOTHING_UNREAD, trimmed, type Unread, unreadAfter } from "./chat";
import { closedAfter } from "./closing";
import { type Help, helped, NO_HELP, toldHelpers, welcomed } from "./help";
import { type Board, EMPTY_BOARD, measured } from "./operations";
import { changed as ordersChanged, NO_ORDERS, type Orders } from "./people";
import { booked, NO_PLACES, passed, placed, type Places, placesOf } from "./places";
import { type PublishedNews } from "./publications";
import { faded, type Heard, heard } from "./reactions";
import { changed, EMPTY_ROSTER, listed, type RosterList } from "./roster";
import { counted, type Counts, NO_COUNTS } from "./rooms";
import { type MoreTime, moreTime } from "./show";
import { type SpeechWord, speechAfter } from "./speech";
import { type Going, type MoveNotice, noticeOfMove, noticeOfWelcome } from "./whereabouts";

/** Everything an entered browser knows, as one immutable value. */
export interface VenueState {
  readonly me: Me | null;
  /** The version of the event file that the venue runs. */
  readonly version: string;
  readonly troubled: boolean;
  readonly counts: Counts;
  /** The room whose log is shown. */
  readonly shown: string | null;
  readonly going: Going | null;
  readonly moved: MoveNotice | null;
  /** A move that is ahead of me, and what became of the last one where it did not happen. */
  readonly ahead: AnnouncedMove | null;
  readonly calledOff: CalledOff | null;
  readonly speech: SpeechWord | null;
  readonly log: ChatLog;
  readonly unread: Unread;
  /** The end of the log is in sight. */
  readonly atEnd: boolean;
  readonly roster: RosterList;
  readonly heard: readonly Heard[];
  readonly announcements: Announcements;
  readonly orders: Orders;
  readonly board: Board;
  /** The run of show, as it was told last. */
  readonly show: Show | null;
  /** What runs got more time lately. */
  readonly more: MoreTime | null;
  readonly help: Help;
  readonly places: Places;
  /** What is another by the version of the event that was published last, until put away. */
  readonly news: PublishedNews | null;
  /** The rooms that are closed; a hall with its tables. */
  readonly closed: readonly string[];
}

export const BEFORE: VenueState = {
  me: null,
  version: "",
  troubled: false,
  counts: NO_COUNTS,
  shown: null,
  going: null,
  moved: null,
  ahead: null,
  calledOff: null,
  speech: null,
  log: EMPTY_LOG,
  unread: NOTHING_UNREAD,
  atEnd: true,
  roster: EMPTY_ROSTER,
  heard: [],
  announcements: NO_ANNOUNCEMENTS,
  orders: NO_ORDERS,
  board: EMPTY_BOARD,
  show: null,
  more: null,
  help: NO_HELP,
  places: NO_PLACES,
  news: null,
  closed: [],
};

/** The state after an event that is not in a room's log. `now` is event time in ms. */
export function hear(state: VenueState, event: VenueEvent, now: number): VenueState {
  switch (event.on) {
    case "venue.welcome": {
      const { me, version, store, counts, total, at, show } = event;
      const moved = event.moved ? noticeOfWelcome(event.moved, event.here) : state.moved;
      const speech = speechAfter(state, { me });
      const help = welcomed(state.help, event.help, event.desk);
      const places = placesOf(state.places, event, now);
      const closed = event.closed ?? [];
      const known = { ...state, closed, ahead: null, me, speech, version, troubled: !store, moved, show, help, places };
      return { ...known, counts: { rooms: counts, total, at } };
    }
    case "venue.troubled":
      return { ...state, troubled: true };
    case "venue.recovered":
      return { ...state, troubled: false };
    case "house.counted":
      return { ...state, counts: counted(state.counts, event) };
    case "room.closed":
    case "room.opened":
      return { ...state, closed: closedAfter(state.closed, event) };
    case "you.changed":
      return { ...state, me: event.me, speech: speechAfter(state, event) };
    case "you.moved":
      return {
        ...state,
        moved: noticeOfMove(event, state.shown) ?? state.moved,
        ...(event.cause === "moderator" ? { ahead: null, calledOff: null } : {}),
      };
    case "you.announced":
      return { ...state, ahead: announcedMove(event), calledOff: null };
    case "you.called_off":
      if (state.ahead?.order !== event.order) return state;
      return { ...state, ahead: null, calledOff: calledOff(state.ahead, event) };
    case "roster.changed":
      return event.room === state.shown ? { ...state, roster: changed(state.roster, event) } : state;
    case "roster.listed":
      return event.room === state.shown ? { ...state, roster: listed(event.roster) } : state;
    case "reaction.counted":
      return event.room === state.shown ? { ...state, heard: heard(state.heard, event.counts, now) } : state;
    case "show.changed":
      if (state.show && event.show.number < state.show.number) return state;
      return { ...state, show: event.show, more: moreTime(state.show, event.show, now) ?? state.more };
    case "orders.changed":
      return { ...state, orders: ordersChanged(state.orders, event) };
    case "you.placed":
      return { ...state, places: placed(state.places, event.route, now, state.show) };
    case "places.counted":
      return { ...state, places: booked(state.places, event) };
    case "operations.measured":
      return { ...state, board: measured(state.board, event) };
    case "you.helped":
      return { ...state, help: helped(state.help, event) };
    case "help.counted":
    case "help.listed":
      return { ...state, help: toldHelpers(state.help, event, state.me?.grants.includes("assist") ?? false) };
    default:
      return state;
  }
}

/** The state in a room as its snapshot shows it, another room or the same one anew; `wish`: where I still walk to. */
export function arrivedIn(state: VenueState, snapshot: Snapshot, wish: string | null, now: number): VenueState {
  const another = snapshot.room !== state.shown;
  return {
    ...state,
    shown: snapshot.room,
    going: stillGoing(state, snapshot.room, wish),
    log: logOf(snapshot),
    unread: another ? NOTHING_UNREAD : state.unread,
    atEnd: another ? true : state.atEnd,
    roster: listed(snapshot.roster),
    heard: another ? [] : state.heard,
    announcements: announced(state.announcements, snapshot.events, now),
  };
}

/** A walk that goes on is kept, and so is the word that one was refused, until something else happened. */
function stillGoing({ going, shown }: VenueState, room: string, wish: string | null): Going | null {
  if (!going || going.room === room) return null;
  if (going.refused === null) return going.room === wish ? going : null;
  return shown === null || shown === room ? going : null;
}

/** The state after events of the shown room's log; `resumed` brings the roster anew. */
export function happened(
  state: VenueState,
  events: readonly LoggedEvent[],
  resumed: Snapshot | null,
  now: number,
): VenueState {
  const log = followed(state.log, events);
  return {
    ...state,
    log: state.atEnd ? trimmed(log) : log,
    unread: state.atEnd ? state.unread : unreadAfter(state.unread, events, state.me?.person.id ?? null),
    roster: resumed ? listed(resumed.roster) : state.roster,
    announcements: announced(state.announcements, events, now),
  };
}

/** The reader sees the end of the log, or no longer. */
export function reading(state: VenueState, atEnd: boolean): VenueState {
  if (atEnd === state.atEnd && (!atEnd || state.unread.count === 0)) return state;
  return { ...state, atEnd, unread: atEnd ? { ...state.unread, count: 0 } : state.unread };
}

/** As time passes: what nobody sees any more is forgotten, and waiting ends with what one waited for. */
export function quieter(state: VenueState, now: number): VenueState {
  const heard = faded(state.heard, now);
  const places = passed(state.places, state.show, now);
  return heard === state.heard && places === state.places ? state : { ...state, heard, places };
}
