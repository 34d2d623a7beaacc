import { type LoggedEvent, type Me, type Snapshot, type VenueEvent } from "../protocol";
import { type Announcements, announced, NO_ANNOUNCEMENTS } from "./announcements";
import { type ChatLog, EMPTY_LOG, followed, logOf, NOTHING_UNREAD, trimmed, type Unread, unreadAfter } from "./chat";
import { type Board, EMPTY_BOARD, measured } from "./operations";
import { arrived, NO_ORDERS, type Orders } from "./people";
import { faded, type Heard, heard } from "./reactions";
import { changed, EMPTY_ROSTER, listed, type RosterList } from "./roster";
import { counted, type Counts, NO_COUNTS } from "./rooms";
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
}

export const BEFORE: VenueState = {
  me: null,
  version: "",
  troubled: false,
  counts: NO_COUNTS,
  shown: null,
  going: null,
  moved: null,
  speech: null,
  log: EMPTY_LOG,
  unread: NOTHING_UNREAD,
  atEnd: true,
  roster: EMPTY_ROSTER,
  heard: [],
  announcements: NO_ANNOUNCEMENTS,
  orders: NO_ORDERS,
  board: EMPTY_BOARD,
};

/** The state after an event that is not in a room's log. `now` is event time in ms. */
export function hear(state: VenueState, event: VenueEvent, now: number): VenueState {
  switch (event.on) {
    case "venue.welcome": {
      const { me, version, store, counts, total, at } = event;
      const moved = event.moved ? noticeOfWelcome(event.moved, event.here) : state.moved;
      const speech = speechAfter(state, { me });
      return { ...state, me, speech, version, troubled: !store, moved, counts: { rooms: counts, total, at } };
    }
    case "venue.troubled":
      return { ...state, troubled: true };
    case "venue.recovered":
      return { ...state, troubled: false };
    case "house.counted":
      return { ...state, counts: counted(state.counts, event) };
    case "you.changed":
      return { ...state, me: event.me, speech: speechAfter(state, event) };
    case "you.moved":
      return { ...state, moved: noticeOfMove(event, state.shown) ?? state.moved };
    case "roster.changed":
      return event.room === state.shown ? { ...state, roster: changed(state.roster, event) } : state;
    case "roster.listed":
      return event.room === state.shown ? { ...state, roster: listed(event.roster) } : state;
    case "reaction.counted":
      return event.room === state.shown ? { ...state, heard: heard(state.heard, event.counts, now) } : state;
    case "people.arrived":
      return { ...state, orders: arrived(state.orders, event.order, event.people, event.full) };
    case "operations.measured":
      return { ...state, board: measured(state.board, event) };
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

/** What nobody sees any more is forgotten. */
export function quieter(state: VenueState, now: number): VenueState {
  const rest = faded(state.heard, now);
  return rest === state.heard ? state : { ...state, heard: rest };
}
