/**
 * What the views code against: everything an entered browser knows, as signals, and everything a person can do, as
 * actions. `createVenue` (store.ts) makes one; `useVenue()` (app/context.ts) hands it to components. Reading `.value`
 * of a signal in a component subscribes it. Values are immutable and keep their identity while they stay equal.
 *
 * Actions that may be refused return promises which reject with `Refused` (its `code` is a `RefusalCode`, or
 * "no_answer" when the venue did not answer in time; the sentence for it: `useText("refusals")[code]`). Those that
 * return nothing cannot fail visibly to their caller: what becomes of them shows in the signals.
 */
import { type ReadonlySignal } from "@preact/signals";
import {
  type ConductListed,
  type EventInfo,
  type HelpEnded,
  type HelpTaken,
  type Expected,
  type Journal,
  type Me,
  type Moved,
  type PeopleFind,
  type PeopleFound,
  type PeopleMove,
  type PlaceTaken,
  type ReactionSend,
  type Recalled,
  type RosterPaged,
} from "../protocol";
import { type Link } from "../net/connection";
import { type AnnouncedMove, type CalledOff } from "./announced";
import { type Notice as AnnouncementNotice } from "./announcements";
import { type ChatLog, type Outgoing, type Unread } from "./chat";
import { type Closing } from "./closing";
import { type Help, type HelpReason } from "./help";
import { type Board } from "./operations";
import { type MoveOrder } from "./people";
import { type Follow, type Places } from "./places";
import { type ProgrammeNow } from "./programme";
import { type Applause } from "./reactions";
import { type House, type HouseRoom } from "./rooms";
import { type NewsOfTheEvent } from "./publications";
import { type RosterList } from "./roster";
import { type Running } from "./running";
import { type SpeechWord } from "./speech";
import { type Going, type MoveNotice } from "./whereabouts";

export { Refused } from "../net/commands";
export type { Link } from "../net/connection";
export type { AnnouncedMove, CalledOff } from "./announced";
export type { Notice as AnnouncementNotice } from "./announcements";
export type { ChatLog, Deleted, LogItem, Message, Outgoing, OutgoingState, Unread } from "./chat";
export type { Help, HelpReason } from "./help";
export { type Booking, bookingOf, type Deed, hasPlaces, offersAt, placeInSlot } from "./bookings";
export type { Board, Sample } from "./operations";
export type { Arrival, MoveOrder } from "./people";
export type { Change, Follow, Places, Standing } from "./places";
export type { ProgrammeNow } from "./programme";
export { sessionsOfRoom, slotAt } from "./programme";
export type { Applause } from "./reactions";
export type { House, HouseRoom } from "./rooms";
export type { RosterList } from "./roster";
export type { MoreTime, ShowNow } from "./show";
export type { SpeechWord } from "./speech";
export type { Going, MoveNotice } from "./whereabouts";
export type { Venue };

export type Grant = Me["grants"][number];
export type ReactionKind = ReactionSend["kind"];
export type PeopleQuery = Omit<PeopleFind, "do" | "ref">;
export type MoveWish = Omit<PeopleMove, "do" | "ref" | "dry_run">;

interface Venue extends Running, Closing, NewsOfTheEvent {
  /**
   * The event as everybody may read it: title, rooms, programme, texts. Anew when the event file changed, and when the run
   * of show did: sessions and slots have the times that count.
   */
  readonly info: ReadonlySignal<EventInfo>;
  /** The same with the times of the plan. */
  readonly planned: ReadonlySignal<EventInfo>;

  // Being here
  readonly me: ReadonlySignal<Me | null>;
  /** connecting (first time), connected, reconnecting, offline, ended (for good, with the close code). */
  readonly link: ReadonlySignal<Link>;
  /** True while the store does not answer: reading goes on, commands wait. */
  readonly troubled: ReadonlySignal<boolean>;
  /** Round trip to the node in ms, null before the first measurement. */
  readonly roundTrip: ReadonlySignal<number | null>;
  /** Event time in ms, a step every five seconds; for the exact time call `now()`. */
  readonly clock: ReadonlySignal<number>;
  /** The same in steps of a second, in step with the venue's own: for what counts down. */
  readonly second: ReadonlySignal<number>;
  now(): number;
  may(grant: Grant): boolean;
  /** Until when I may not speak: event time in ms, 0 until further notice, null: I may speak. */
  readonly silenced: ReadonlySignal<number | null>;
  /** Who took or gave back my right to speak, and why; null: not known, or dismissed. */
  readonly speech: ReadonlySignal<SpeechWord | null>;
  dismissSpeech(): void;

  // The house
  readonly house: ReadonlySignal<House>;
  /** Any room or table by its id, as in `house`. */
  roomOf(id: string): HouseRoom | undefined;
  readonly programme: ReadonlySignal<ProgrammeNow>;

  // Where I am
  /** The room shown: stays the old one until the new one's snapshot is there. Null before the first. */
  readonly room: ReadonlySignal<HouseRoom | null>;
  /** On the way: the target and, when refused, why. `enter` again retries; `stay()` clears a refusal. */
  readonly going: ReadonlySignal<Going | null>;
  /** Somebody else moved me: until dismissed. */
  readonly moved: ReadonlySignal<MoveNotice | null>;
  /** Walk there: see `going` and `room`. */
  enter(room: string): void;
  stay(): void;
  dismissMoved(): void;
  /** A move that is ahead of me. */
  readonly ahead: ReadonlySignal<AnnouncedMove | null>;
  /** The last one that does not happen, and why: until dismissed. */
  readonly calledOff: ReadonlySignal<CalledOff | null>;
  dismissCalledOff(): void;
  /** What I answer to the move ahead: now, two minutes later, or not. */
  goNow(order: string): Promise<void>;
  waitMore(order: string): Promise<void>;
  decline(order: string): Promise<void>;
  /** Go home: the seat is free at once. Never rejects; ends with link `ended`, code `Close.LEFT`. */
  leave(): Promise<void>;

  // Talk in the shown room
  readonly log: ReadonlySignal<ChatLog>;
  /** My messages that are not in the log yet: waiting, sending, sent, failed, returned (I am elsewhere now). */
  readonly outgoing: ReadonlySignal<readonly Outgoing[]>;
  readonly unread: ReadonlySignal<Unread>;
  /** The draft of the shown room; survives reload and moves. */
  readonly draft: ReadonlySignal<string>;
  write(draft: string): void;
  /** Sends the text (trimmed) to the shown room and clears the draft. Offline it waits. */
  say(text: string): void;
  /** Sends a failed message once more. */
  retry(ref: string): void;
  /** Forgets a failed or returned message. */
  discard(ref: string): void;
  /** Puts a returned or failed message's text into the draft of the shown room. */
  takeBack(ref: string): void;
  edit(room: string, message: number, text: string): Promise<void>;
  remove(room: string, message: number): Promise<void>;
  /** Loads the page before the oldest item; false when there was none. `log.loadingOlder` shows it. */
  older(): Promise<boolean>;
  /** The view says whether the end of the log is in sight (and the page visible): decides what counts as unread. */
  reading(atEnd: boolean): void;
  /** Everything is read: takes the unread mark away. */
  markRead(): void;

  // Reactions in the shown room
  readonly applause: ReadonlySignal<Applause>;
  react(kind: ReactionKind): void;

  // People in the shown room
  readonly roster: ReadonlySignal<RosterList>;
  /** A page by name where the roster is too long to be listed; of another room only with the grant `observe`. */
  rosterPage(query: string, after?: string, room?: string): Promise<RosterPaged>;

  // Announcements
  readonly announcements: ReadonlySignal<readonly AnnouncementNotice[]>;
  dismissAnnouncement(id: string): void;
  /** `room` null: to everyone. */
  announce(room: string | null, text: string): Promise<void>;

  // Moderation
  findPeople(query: PeopleQuery): Promise<PeopleFound>;
  /** Decides everything and changes nothing. */
  tryMove(wish: MoveWish): Promise<Moved>;
  /** Moves; the order then stands in `orders` and fills as people arrive. */
  move(wish: MoveWish): Promise<MoveOrder>;
  /** All orders that the venue keeps, mine and others', newest first; live. */
  readonly orders: ReadonlySignal<readonly MoveOrder[]>;
  dismissOrder(order: string): void;
  /** Asks for the people of an order that is not `complete`. */
  showOrder(order: string): Promise<void>;
  /** Whoever is not moved yet stays. */
  cancelOrder(order: string): Promise<Recalled>;
  /** Whoever has not moved since returns, too. */
  undoOrder(order: string): Promise<Recalled>;
  /** `minutes` 0: until lifted. */
  silence(person: string, minutes: number, reason: string): Promise<void>;
  unsilence(person: string, reason: string): Promise<void>;
  showOut(person: string, reason: string): Promise<void>;
  letIn(person: string, reason: string): Promise<void>;
  conduct(): Promise<ConductListed>;
  /** Newest first; `before` is the number of the oldest entry known, 0 from the end. */
  journal(before?: number): Promise<Journal>;

  // Places
  /** My route, and how the sessions are booked. What can be done about one: `bookingOf`. */
  readonly places: ReadonlySignal<Places>;
  /** Registers, or joins the waiting list. `instead`: my place in the same slot is given up for it. */
  takePlace(session: string, instead?: boolean): Promise<PlaceTaken>;
  /** A place, a waiting list or an offer, whichever there is. */
  giveUpPlace(session: string): Promise<void>;
  acceptPlace(session: string): Promise<PlaceTaken>;
  follow(how: Follow): Promise<void>;
  dismissLapsed(session: string): void;
  dismissEnded(session: string): void;
  dismissChanges(): void;
  /** Who should be in a session's room, and who is. */
  expected(session: string): Promise<Expected>;

  // Operations
  readonly board: ReadonlySignal<Board>;
  watchOperations(on: boolean): void;

  // The info desk
  readonly help: ReadonlySignal<Help>;
  /** Asks for help, or changes what I asked: the ticket keeps its place. */
  askHelp(text: string): Promise<void>;
  withdrawHelp(): Promise<void>;
  /** Looks up what I asked: then it stands in `help`. */
  readHelp(): Promise<void>;
  /** Puts the word that my ticket is closed away. */
  dismissHelp(): void;
  /** The queue then stands in `help.listed`. */
  watchHelp(on: boolean): void;
  /** Who has the ticket now: I, or who was quicker. */
  takeHelp(number: number): Promise<HelpTaken>;
  releaseHelp(number: number): Promise<void>;
  closeHelp(number: number, reason: HelpReason): Promise<void>;
  /** The tickets that ended last, newest first. */
  helpRecord(): Promise<readonly HelpEnded[]>;
}
