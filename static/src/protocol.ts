// Generated from venue/protocol by `make wire`. Do not edit.

/** Continue after a lost connection, without walking anywhere. Answered with `Snapshot` of the room I am in. */
export interface VenueResume {
  do: "venue.resume";
  ref: string;
  room: string;
  position: Position;
}

/** A place in a room's log: everything up to and including `offset` of `epoch` is known. */
export interface Position {
  epoch: string;
  offset: number;
}

/** Answered with `Pong`: measures the round trip and proves that the connection lives. */
export interface VenuePing {
  do: "venue.ping";
  ref: string;
}

/** Go home: everybody sees it at once, the seat is free at once, all tabs of the person are closed (code 4503). */
export interface VenueLeave {
  do: "venue.leave";
  ref: string;
}

/** Walk to `room`, or (being there already) open it on this connection. Answered with `Snapshot`. */
export interface RoomEnter {
  do: "room.enter";
  ref: string;
  room: string;
}

/** Close `room` with its tables: everybody in it goes where they belong now. -> `RoomClosing`. Needs `run`. */
export interface RoomClose {
  do: "room.close";
  ref: string;
  room: string;
  dry_run?: boolean;
}

/** Open it again; nobody is moved by that. -> `RoomClosing`. Needs `run`. */
export interface RoomOpen {
  do: "room.open";
  ref: string;
  room: string;
}

/** One page of the room's people, by name. Only of the room one is in, unless one may observe. -> `RosterPaged`. */
export interface RosterPage {
  do: "roster.page";
  ref: string;
  room: string;
  query?: string;
  after?: string;
  limit?: number;
}

/** Say something in the room one is in. -> `Posted`. Refused: `not_here`, `silenced`, `too_long`, `too_many`. */
export interface ChatSend {
  do: "chat.send";
  ref: string;
  room: string;
  text: string;
}

/** Change one's own message. -> `Posted` (of the edit). Refused: `not_found`, `not_allowed`, `not_here`. */
export interface ChatEdit {
  do: "chat.edit";
  ref: string;
  room: string;
  message: number;
  text: string;
}

/** Delete one's own message, also from elsewhere; moderators: any, in any room. -> `Posted`. */
export interface ChatDelete {
  do: "chat.delete";
  ref: string;
  room: string;
  message: number;
}

/** Events before `before`, newest page first, each page in order. -> `ChatPaged`. */
export interface ChatOlder {
  do: "chat.older";
  ref: string;
  room: string;
  before: number;
  limit?: number;
}

/** React in the room one is in; a browser sends what gathered in a quarter of a second at once. -> `Done`. */
export interface ReactionSend {
  do: "reaction.send";
  ref: string;
  room: string;
  kind: "agree" | "applause" | "heart" | "laugh" | "surprise";
  times?: number;
}

/** Search everybody who has a seat, by name or organisation. -> `PeopleFound`. Needs `observe`. */
export interface PeopleFind {
  do: "people.find";
  ref: string;
  query?: string;
  room?: string | null;
  role?: "moderator" | "operator" | "participant" | "speaker" | null;
  org?: string | null;
  after?: string;
  limit?: number;
}

/** Move `people`, or everybody in `room` (a hall with its tables), or `everyone`, to the room `to`. -> `Moved`. */
export interface PeopleMove {
  do: "people.move";
  ref: string;
  people?: readonly string[];
  room?: string | null;
  everyone?: boolean;
  to?: string | null;
  rooms?: readonly string[];
  spread?: "even" | "fill" | "random";
  seed?: number;
  together?: readonly (readonly string[])[];
  delay?: number;
  more?: boolean;
  may_decline?: boolean;
  reason?: string;
  dry_run?: boolean;
}

/** The last 50 orders and 50 older open ones. -> `OrdersListed`. Then `orders.changed` follows. Needs `move`. */
export interface OrdersList {
  do: "orders.list";
  ref: string;
}

/** One order with all its people. -> `OrderListed`. Needs `move`. */
export interface OrderShow {
  do: "order.show";
  ref: string;
  order: string;
}

/** Whoever is not moved yet is not moved: announced people stay, and those offline do when they return. */
export interface OrderCancel {
  do: "order.cancel";
  ref: string;
  order: string;
}

/** Cancels, and brings everybody back who has not moved since, in one step. -> `Recalled`. Needs `move`. */
export interface OrderUndo {
  do: "order.undo";
  ref: string;
  order: string;
}

/** What was announced to me happens to me now. -> `Done`. */
export interface OrderGo {
  do: "order.go";
  ref: string;
  order: string;
}

/** What was announced to me happens two minutes later. -> `Done`; `you.announced` tells the new time. */
export interface OrderMore {
  do: "order.more";
  ref: string;
  order: string;
}

/** What was announced to me does not happen to me. -> `Done`. */
export interface OrderDecline {
  do: "order.decline";
  ref: string;
  order: string;
}

/** The person may not write or react. -> `Done`. `minutes` 0: until lifted. Operators cannot be silenced. */
export interface ConductSilence {
  do: "conduct.silence";
  ref: string;
  person: string;
  minutes?: number;
  reason?: string;
}

/** The person may speak again. -> `Done`. */
export interface ConductUnsilence {
  do: "conduct.unsilence";
  ref: string;
  person: string;
  reason?: string;
}

/** The person's passes end, connections included (close code 4501), and the door stays shut. -> `Done`. */
export interface ConductShowOut {
  do: "conduct.show_out";
  ref: string;
  person: string;
  reason?: string;
}

/** A person who was shown out may come in again with their ticket. -> `Done`. */
export interface ConductLetIn {
  do: "conduct.let_in";
  ref: string;
  person: string;
  reason?: string;
}

/** Who is silenced or shown out now. -> `ConductListed`. */
export interface ConductList {
  do: "conduct.list";
  ref: string;
}

/** The journal, newest first; `before` is the number of the oldest entry known (0: from the end). -> `Journal`. */
export interface ConductJournal {
  do: "conduct.journal";
  ref: string;
  before?: number;
  limit?: number;
}

/** Announce to a room (a hall's tables included), or (room null) to every room. -> `Done`. Needs `announce`. */
export interface AnnouncementMake {
  do: "announcement.make";
  ref: string;
  room?: string | null;
  text: string;
}

/** Stop the running step's clock, for 4 hours at most. -> `Show`. Held already: nothing changes. */
export interface ShowHold {
  do: "show.hold";
  ref: string;
  step?: string;
}

/** Let it run again. -> `Show`. */
export interface ShowResume {
  do: "show.resume";
  ref: string;
  step?: string;
}

/** Move the end of the running step and (`rest`) of everything after it. -> `ShowForeseen`. */
export interface ShowExtend {
  do: "show.extend";
  ref: string;
  minutes: number;
  rest?: boolean;
  step?: string;
  dry_run?: boolean;
}

/** End the running step now and begin the next; with `rest` everything after comes earlier. -> `ShowForeseen`. */
export interface ShowSkip {
  do: "show.skip";
  ref: string;
  rest?: boolean;
  step?: string;
  dry_run?: boolean;
}

/** Open the step before again: as if it had not been skipped, else for 5 minutes. -> `ShowForeseen`. */
export interface ShowBack {
  do: "show.back";
  ref: string;
  step?: string;
  dry_run?: boolean;
}

/** By the clock a step ends when its time is over; by hand only when somebody says so. -> `Show`. */
export interface ShowMode {
  do: "show.mode";
  ref: string;
  mode: "clock" | "hand";
  step?: string;
}

/** Hear `operations.measured` once a second on this connection, or no longer. -> `Done`. */
export interface OperationsWatch {
  do: "operations.watch";
  ref: string;
  on?: boolean;
}

/** Register for a session; where it is full, join its waiting list. -> `PlaceTaken`. */
export interface PlaceTake {
  do: "place.take";
  ref: string;
  session: string;
  instead?: boolean;
}

/** Give up a place, leave a waiting list, or refuse an offer, whichever there is. -> `Done`. */
export interface PlaceGiveUp {
  do: "place.give_up";
  ref: string;
  session: string;
}

/** Take the place that I was offered. -> `PlaceTaken`. Refused: `offer_gone`. */
export interface PlaceAccept {
  do: "place.accept";
  ref: string;
  session: string;
}

/** Choose how I am taken along when the rooms change. -> `Done`. */
export interface PlaceFollow {
  do: "place.follow";
  ref: string;
  how: "always" | "ask" | "never";
}

/** Who should be in a session's room, and who is. -> `Expected`. Needs `observe`. */
export interface PlaceExpected {
  do: "place.expected";
  ref: string;
  session: string;
}

/** Ask at the info desk, in one line. -> `HelpAsked`. Asked again, the open ticket keeps its place with this text. */
export interface HelpAsk {
  do: "help.ask";
  ref: string;
  text: string;
}

/** I need no help any more. -> `Done`, also where I had not asked. */
export interface HelpWithdraw {
  do: "help.withdraw";
  ref: string;
}

/** What I asked. -> `HelpMyText`. */
export interface HelpMine {
  do: "help.mine";
  ref: string;
}

/** Hear `help.listed` on this connection whenever it changes, or no longer. -> `Done`. Needs `assist`. */
export interface HelpWatch {
  do: "help.watch";
  ref: string;
  on?: boolean;
}

/** I help this person. -> `HelpTaken`: who was first has the ticket. Needs `assist`. */
export interface HelpTake {
  do: "help.take";
  ref: string;
  number: number;
}

/** The ticket, mine or somebody else's, waits again, in its old place. -> `Done`. Needs `assist`. */
export interface HelpRelease {
  do: "help.release";
  ref: string;
  number: number;
}

/** The ticket, mine or a waiting one, is done, and its text erased. -> `Done`. Needs `assist`. */
export interface HelpClose {
  do: "help.close";
  ref: string;
  number: number;
  reason: "duplicate" | "gone" | "moved" | "other" | "solved";
}

/** The tickets that ended last. -> `HelpRecorded`. Needs `assist`. */
export interface HelpRecord {
  do: "help.record";
  ref: string;
  limit?: number;
}

/** The first thing a connection hears. What never changes during the day is fetched from `/{slug}/api/event`. */
export interface VenueWelcome {
  on: "venue.welcome";
  me: Me;
  here: string;
  counts: Record<string, Occupancy>;
  total: number;
  at: number;
  version: string;
  node: string;
  store: boolean;
  show: Show;
  moved?: MovedBy | null;
  route: Route;
  places: Record<string, PlaceCount>;
  closed?: readonly string[];
  help?: YouHelped;
  desk?: HelpCounted | null;
}

/** The person on this connection. */
export interface Me {
  person: Member;
  grants: readonly ("announce" | "assist" | "move" | "observe" | "operate" | "order" | "run" | "talk")[];
  silenced_until: number | null;
  rooms?: readonly string[];
}

/** A person on a roster. */
export interface Member {
  id: string;
  name: string;
  org?: string;
  roles?: readonly ("moderator" | "operator" | "participant" | "speaker")[];
  rehearsal?: boolean;
}

/** How full a room is, as `[present, taken]`. */
export type Occupancy = [present: number, taken: number];

/** The run of show. */
export interface Show {
  at: number;
  number: number;
  step: string;
  mode: "clock" | "hand";
  state: "held" | "running";
  until: number;
  times: Record<string, Span>;
  steps: readonly ShowStep[];
}

/** When something begins and ends, as `[starts, ends]`. */
export type Span = [starts: number, ends: number];

/** A step of the day, as planned and as it is. */
export interface ShowStep {
  id: string;
  kind: "after" | "before" | "break" | "sessions";
  sessions: readonly string[];
  planned: Span;
  starts: number;
  ends: number;
}

/** A move that the person may not have seen yet: by somebody else, or because of what `cause` says. */
export interface MovedBy {
  order: string;
  by: string;
  reason: string;
  at: number;
  cause?: "changed" | "closed" | "moderator" | "places" | "programme" | "self" | "released";
}

/** My way through the day. Also in `venue.welcome`. */
export interface Route {
  follow: "always" | "ask" | "never";
  places: readonly MyPlace[];
}

/** What I have, or wait for, in a session. */
export interface MyPlace {
  session: string;
  state: "offered" | "placed" | "waiting";
  ahead: number;
  until: number;
}

/** How a session is booked, as `[taken, waiting]`. */
export type PlaceCount = [taken: number, waiting: number];

/** To the person who asked: where their ticket stands. `ahead` follows at most once a second. */
export interface YouHelped {
  on: "you.helped";
  state: "closed" | "none" | "taken" | "waiting";
  number: number;
  ahead: number;
  by: Member | null;
  since: number;
  reason: "" | "duplicate" | "gone" | "left" | "moved" | "other" | "solved" | "withdrawn";
}

/** How much there is to do: to everybody who may help, at most twice a second. */
export interface HelpCounted {
  on: "help.counted";
  waiting: number;
  taken: number;
  oldest: number;
}

/** The room's history is another one now (its epoch changed): begin anew with `venue.resume`, from no position. */
export interface VenueResynced {
  on: "venue.resynced";
  room: string;
}

/** The store does not answer: reading goes on, commands are refused with `retry`, nobody is declared gone. */
export interface VenueTroubled {
  on: "venue.troubled";
  what: "store";
}

/** The store answers again. */
export interface VenueRecovered {
  on: "venue.recovered";
  what: "store";
}

/** Said right before the server closes this connection. */
export interface VenueClosing {
  on: "venue.closing";
  code: number;
  wait: number;
  reason: string;
}

/** How full the rooms are: those that changed since the last time, for everybody, at most twice a second. */
export interface HouseCounted {
  on: "house.counted";
  counts: Record<string, Occupancy>;
  total: number;
  at: number;
}

/** I am in another room now. Enter it (`room.enter`) to hear what is said there. */
export interface YouMoved {
  on: "you.moved";
  room: string;
  cause: "changed" | "closed" | "moderator" | "places" | "programme" | "self" | "released";
  order?: string;
  by?: string;
  reason?: string;
  at: number;
}

/** My roles, my right to speak or my name changed; at once. */
export interface YouChanged {
  on: "you.changed";
  me: Me;
  by?: string;
  reason?: string;
}

/** Nobody enters the room any more, nor its tables; for everybody. */
export interface RoomClosed {
  on: "room.closed";
  room: string;
}

/** The room may be entered again; for everybody. */
export interface RoomOpened {
  on: "room.opened";
  room: string;
}

/** Differences since the last time, at most twice a second. A room with a paged roster hears the count alone. */
export interface RosterChanged {
  on: "roster.changed";
  room: string;
  count: number;
  joined?: readonly Member[];
  left?: readonly string[];
}

/** The whole roster anew: it became short enough to be listed, or (people null) too long. */
export interface RosterListed {
  on: "roster.listed";
  room: string;
  roster: Roster;
}

/** Who is present in a room. `people` is null where there are too many: then the list is paged (`roster.page`). */
export interface Roster {
  count: number;
  people: readonly Member[] | null;
}

/** Somebody said something. After an edit the log holds the new text here, with `edited`. */
export interface ChatPosted {
  on: "chat.posted";
  room: string;
  offset: number;
  by: string;
  name: string;
  org?: string;
  roles?: readonly ("moderator" | "operator" | "participant" | "speaker")[];
  text: string;
  at: number;
  ref: string;
  edited?: boolean;
}

/** The message at offset `message` has another text. */
export interface ChatEdited {
  on: "chat.edited";
  room: string;
  offset: number;
  message: number;
  text: string;
}

/** The message at offset `message` is gone; stands in its place in the log, too. */
export interface ChatDeleted {
  on: "chat.deleted";
  room: string;
  offset: number;
  message: number;
  by_staff?: boolean;
}

/** Nothing to see: keeps the place of an event whose content is gone, so that the order has no hole. */
export interface LogVoided {
  on: "log.voided";
  room: string;
  offset: number;
}

/** How often each reaction came from the whole room since the last time; at most four times a second. */
export interface ReactionCounted {
  on: "reaction.counted";
  room: string;
  counts: Record<string, number>;
}

/** To the moderator who gave the order: what became of people who were under way or offline. */
export interface PeopleArrived {
  on: "people.arrived";
  order: string;
  people: readonly string[];
  full?: readonly string[];
}

/** To everybody who may `move`, at most twice a second: new orders whole, others with those whose fate changed. */
export interface OrdersChanged {
  on: "orders.changed";
  orders: readonly OrderListed[];
  gone: readonly string[];
  at: number;
}

/** A move order as it is kept. Times are event time in ms. */
export interface OrderListed {
  order: string;
  by: string;
  by_name: string;
  rooms: readonly string[];
  reason: string;
  at: number;
  due: number;
  spread: "even" | "fill" | "random";
  may_decline: boolean;
  more: boolean;
  counts: Record<string, number>;
  people: readonly Fates[] | null;
  cancelled: Recall | null;
  undone: Recall | null;
}

/** People of an order who share what became of them. */
export interface Fates {
  state: "already" | "announced" | "arrived" | "barred" | "cancelled" | "declined" | "elsewhere" | "full" | "offline" | "ordered" | "overtaken" | "returned";
  people: readonly string[];
  before: string;
  to: string;
  by: string;
  at: number;
}

/** Who cancelled or undid an order, when (event time in ms), and with what result. */
export interface Recall {
  by_name: string;
  at: number;
  result: Recalled;
}

/** What became of everybody when the order was cancelled or undone; the same for every repetition. */
export interface Recalled {
  order: string;
  cancelled: readonly string[];
  returned: readonly string[];
  stayed: readonly string[];
  full: readonly string[];
  barred: readonly string[];
}

/** I am going to be moved. Said after the welcome, too, as long as it is ahead; a later one takes its place. */
export interface YouAnnounced {
  on: "you.announced";
  order: string;
  to: string;
  rooms: readonly string[];
  by: string;
  reason: string;
  at: number;
  more: boolean;
  may_decline: boolean;
}

/** The move that was announced to me is not going to happen, or has nothing left to do. */
export interface YouCalledOff {
  on: "you.called_off";
  order: string;
  why: "already" | "barred" | "cancelled" | "declined" | "full" | "offline" | "overtaken";
}

/** Stands in the log of each room it was made to, with the same `id` everywhere: show it once. */
export interface AnnouncementMade {
  on: "announcement.made";
  room: string;
  offset: number;
  id: string;
  by: string;
  text: string;
  at: number;
  everywhere: boolean;
}

/** Something was decided about the run of show; for everybody. */
export interface ShowChanged {
  on: "show.changed";
  show: Show;
}

/** All nodes of the event, once a second. */
export interface OperationsMeasured {
  on: "operations.measured";
  at: number;
  nodes: readonly NodeHealth[];
  store: boolean;
  store_version: string;
  store_memory: number;
  tickets: number;
  held: number;
}

/** One node, as it said itself `age` ms ago; the numbers are of its last second. */
export interface NodeHealth {
  node: string;
  host: string;
  started: number;
  age: number;
  connections: number;
  people: number;
  deliveries: number;
  commands: number;
  refusals: number;
  loop_lag: number;
  store_trip: number;
  bus_lag: number;
  memory: number;
}

/** My route is another one now; changes of `ahead` alone are told at most once a second. */
export interface YouPlaced {
  on: "you.placed";
  route: Route;
}

/** For everybody: sessions whose numbers changed since the last time, at most twice a second. */
export interface PlacesCounted {
  on: "places.counted";
  sessions: Record<string, PlaceCount>;
  at: number;
}

/** All open tickets in the order of asking: to who watches, at most twice a second. */
export interface HelpListed {
  on: "help.listed";
  tickets: readonly HelpTicket[];
  at: number;
}

/** An open ticket as who helps sees it. Times are event times in ms. */
export interface HelpTicket {
  number: number;
  person: Member;
  text: string;
  asked: number;
  room: string;
  here: string | null;
  present: boolean;
  seen: number;
  places: readonly string[];
  state: "taken" | "waiting";
  by: Member | null;
  since: number;
}

/** Another version of the event file counts; for everybody. Who has another `version` fetches the event again. */
export interface EventPublished {
  on: "event.published";
  number: number;
  version: string;
}

/** A room at a position. Everything after `position` follows as events on this connection. */
export interface Snapshot {
  room: string;
  position: Position;
  resumed: boolean;
  events: readonly LoggedEvent[];
  older: boolean;
  roster: Roster;
}

/** Event time, milliseconds since 1970 (UTC). */
export interface Pong {
  at: number;
}

/** A receipt's content where there is nothing more to say. */
export interface Done {

}

/** What a closed room means for those who are in it, held seats included. */
export interface RoomClosing {
  room: string;
  into: Record<string, number>;
}

/** `total` counts all that match; `next` asks for the following page, empty at the end. */
export interface RosterPaged {
  people: readonly Member[];
  total: number;
  next: string;
}

/** A receipt for something that went into a room's log. */
export interface Posted {
  offset: number;
  at: number;
}

/** A page of the log, oldest first. */
export interface ChatPaged {
  events: readonly LoggedEvent[];
  older: boolean;
}

/** A page by name. `ids` names everybody who matches (at most 2,000), so that all of them can be selected. */
export interface PeopleFound {
  people: readonly Whereabouts[];
  total: number;
  next: string;
  ids: readonly string[];
  at: number;
}

/** Where a person is, and how well. */
export interface Whereabouts {
  person: Member;
  room: string | null;
  present: boolean;
  since: number;
  connections: number;
  silenced_until?: number | null;
  shown_out?: boolean;
}

/** What became of everybody in the order; the six lists are disjoint and together name all of them. */
export interface Moved {
  order: string;
  to: string;
  rooms: readonly string[];
  moved: readonly string[];
  already: readonly string[];
  offline: readonly string[];
  full: readonly string[];
  barred: readonly string[];
  announced: readonly string[];
  due: number;
  into: Record<string, number>;
  apart: readonly (readonly string[])[];
  overtaken: readonly Overtaken[];
  asked_not?: readonly string[];
}

/** A person for whom somebody else's order was still open, or had just been carried out: this one came after it. */
export interface Overtaken {
  person: string;
  order: string;
  by_name: string;
  at: number;
}

/** Newest first. `people` of the newest orders are in it, up to 2,500 of them together. */
export interface OrdersListed {
  orders: readonly OrderListed[];
  at: number;
}

/** Sorted by name. */
export interface ConductListed {
  people: readonly Whereabouts[];
}

/** Newest first. */
export interface Journal {
  entries: readonly JournalEntry[];
  older: boolean;
}

/** One act of keeping order. Texts of messages are never in it. */
export interface JournalEntry {
  number: number;
  at: number;
  action: "announce" | "cancel_move" | "close_room" | "delete" | "let_in" | "move" | "open_room" | "publish" | "revoke" | "run" | "show_out" | "silence" | "undo_move" | "unsilence";
  by: string;
  by_name: string;
  whom: string | null;
  whom_name: string;
  room: string;
  count: number;
  reason: string;
}

/** The run of show as decided (or, dry, as it would be), and the people that it touches. */
export interface ShowForeseen {
  at: number;
  number: number;
  step: string;
  mode: "clock" | "hand";
  state: "held" | "running";
  until: number;
  times: Record<string, Span>;
  steps: readonly ShowStep[];
  closes: Record<string, number>;
  opens: Record<string, number>;
}

/** Where I stand now. */
export interface PlaceTaken {
  state: "placed" | "waiting";
  ahead: number;
}

/** Should and is of a session; expected = here + missing + strayed. */
export interface Expected {
  session: string;
  at: number;
  expected: number;
  here: readonly Member[];
  missing: readonly Member[];
  strayed: readonly Stray[];
  unexpected: readonly Member[];
}

/** Somebody who has a place, and is elsewhere. */
export interface Stray {
  person: Member;
  room: string;
}

/** My ticket, and how many people wait before me. */
export interface HelpAsked {
  number: number;
  ahead: number;
}

/** Empty: I have no open ticket, or its text is lost. */
export interface HelpMyText {
  text: string;
}

/** Who has the ticket: I (`mine`), or who was quicker. */
export interface HelpTaken {
  number: number;
  by: Member | null;
  mine: boolean;
}

/** Newest first. */
export interface HelpRecorded {
  tickets: readonly HelpEnded[];
}

/** A ticket that ended: when, where and how, not who asked what. Times are event times in ms. */
export interface HelpEnded {
  number: number;
  room: string;
  asked: number;
  taken: number;
  closed: number;
  reason: "" | "duplicate" | "gone" | "left" | "moved" | "other" | "solved" | "withdrawn";
  by: Member | null;
}

/** The negative answer to a command; `re` is empty when the frame had no readable ref. */
export interface RefusalFrame {
  re: string;
  error: RefusalBody;
}

/** Why a command was not done. */
export interface RefusalBody {
  code: string;
  retry: boolean;
  message: string;
}

/** `GET /{slug}/api/event`: public, the same for everybody, cacheable by its `version` (ETag). */
export interface EventInfo {
  slug: string;
  version: string;
  title: Record<string, string>;
  subtitle: Record<string, string> | null;
  languages: readonly string[];
  organisers: readonly Record<string, string>[];
  timezone: string;
  accent: string;
  accent_dark: string;
  starts: number;
  ends: number;
  entry: "open" | "ticket";
  help: Record<string, string>;
  legal: LegalInfo;
  retention: RetentionInfo;
  max_length: number;
  rooms: readonly RoomInfo[];
  slots: readonly SlotInfo[];
  sessions: readonly SessionInfo[];
  demo: boolean;
  rehearsal?: boolean;
}

/** Paragraphs separated by empty lines; a line that starts with `## ` is a heading; `- ` starts a list item. */
export interface LegalInfo {
  imprint: Record<string, string>;
  privacy: Record<string, string>;
  accessibility: Record<string, string>;
}

/** What is kept, in hours after the event's end. */
export interface RetentionInfo {
  messages_hours: number;
  names_hours: number;
  journal_hours: number;
}

/** What never changes about a room. A table is a room with a parent. */
export interface RoomInfo {
  id: string;
  kind: "cafeteria" | "foyer" | "plenum" | "table" | "workshop";
  title: Record<string, string>;
  description: Record<string, string>;
  capacity: number | null;
  parent: string | null;
  topic: Record<string, string> | null;
  number: number | null;
}

/** A part of the day; times in ms since 1970 (UTC). */
export interface SlotInfo {
  id: string;
  title: Record<string, string>;
  starts: number;
  ends: number;
}

/** An item of the programme; times in ms since 1970 (UTC). */
export interface SessionInfo {
  id: string;
  slot: string | null;
  room: string;
  starts: number;
  ends: number;
  title: Record<string, string>;
  description: Record<string, string>;
  places?: number | null;
}

/** `POST /{slug}/api/enter`: one of the two. */
export interface EnterWith {
  ticket?: string;
  name?: string;
  org?: string;
}

/** The pass, also set as a cookie; for programs: `Authorization: Bearer PASS` on the websocket. */
export interface Entered {
  pass: string;
  me: Me;
}

/** `POST /{slug}/api/door` with a ticket: who it is for, without entering and without a pass. */
export interface DoorPreview {
  name: string;
  org: string;
  roles: readonly string[];
}

/** `GET /{slug}/api/me/data`: everything stored about the asking person. */
export interface MyData {
  me: Me;
  room: string | null;
  entered_at: number | null;
  messages: readonly MyMessage[];
  journal: readonly string[];
  route: Route;
  help?: MyTicket | null;
  moves?: readonly string[];
  chosen_at?: number | null;
  stood_for?: readonly string[];
}

/** One stored message of one's own. */
export interface MyMessage {
  room: string;
  at: number;
  text: string;
}

/** A person's open ticket among their own data. */
export interface MyTicket {
  number: number;
  at: number;
  room: string;
  text: string;
}

/** `GET /{slug}/api/me/day`, with the pass: how a calendar subscribes to the asking person's route. */
export interface MyDay {
  calendar: string;
}

/** `GET /{slug}/api/versions`: the newest first. The text of one is `GET /{slug}/api/versions/{number}`. */
export interface Versions {
  current: number;
  versions: readonly VersionInfo[];
}

/** One version of the event file. */
export interface VersionInfo {
  number: number;
  at: number;
  by: string;
  source: "browser" | "command" | "start";
  size: number;
  back: number;
}

/** `POST /{slug}/api/versions`: a new text, or the number of an earlier version to bring back. */
export interface PublishWith {
  number: number;
  ref: string;
  text?: string;
  back?: number;
  dry_run?: boolean;
}

/** The answer. With `faults` nothing was done; else what is different, and what becomes of people. */
export interface Published {
  number: number;
  done: boolean;
  faults?: readonly FileFault[];
  changes?: readonly EventChange[];
  effects?: readonly EventEffect[];
}

/** A fault of the text: where, what stands there, what would be right. */
export interface FileFault {
  place: string;
  line: number | null;
  found: string;
  wanted: string;
}

/** Something of the event that is new, gone, or another. */
export interface EventChange {
  kind: "event" | "room" | "session" | "slot";
  how: "added" | "changed" | "removed";
  id: string;
  title: Record<string, string>;
  fields?: readonly ChangedField[];
}

/** One key with another value: before and after as a reader knows them; both empty where the text is long. */
export interface ChangedField {
  key: string;
  before: string;
  after: string;
}

/** One consequence for people: of a room, or of a session. */
export interface EventEffect {
  kind: "leave_room" | "over_capacity" | "places_barred" | "places_collide" | "places_gone" | "places_over" | "places_queued";
  id: string;
  title: Record<string, string>;
  count: number;
  more?: number;
}

export type Command =
  | VenueResume
  | VenuePing
  | VenueLeave
  | RoomEnter
  | RoomClose
  | RoomOpen
  | RosterPage
  | ChatSend
  | ChatEdit
  | ChatDelete
  | ChatOlder
  | ReactionSend
  | PeopleFind
  | PeopleMove
  | OrdersList
  | OrderShow
  | OrderCancel
  | OrderUndo
  | OrderGo
  | OrderMore
  | OrderDecline
  | ConductSilence
  | ConductUnsilence
  | ConductShowOut
  | ConductLetIn
  | ConductList
  | ConductJournal
  | AnnouncementMake
  | ShowHold
  | ShowResume
  | ShowExtend
  | ShowSkip
  | ShowBack
  | ShowMode
  | OperationsWatch
  | PlaceTake
  | PlaceGiveUp
  | PlaceAccept
  | PlaceFollow
  | PlaceExpected
  | HelpAsk
  | HelpWithdraw
  | HelpMine
  | HelpWatch
  | HelpTake
  | HelpRelease
  | HelpClose
  | HelpRecord;

export type VenueEvent =
  | VenueWelcome
  | VenueResynced
  | VenueTroubled
  | VenueRecovered
  | VenueClosing
  | HouseCounted
  | YouMoved
  | YouChanged
  | RoomClosed
  | RoomOpened
  | RosterChanged
  | RosterListed
  | ChatPosted
  | ChatEdited
  | ChatDeleted
  | LogVoided
  | ReactionCounted
  | PeopleArrived
  | OrdersChanged
  | YouAnnounced
  | YouCalledOff
  | AnnouncementMade
  | ShowChanged
  | OperationsMeasured
  | YouPlaced
  | PlacesCounted
  | YouHelped
  | HelpListed
  | HelpCounted
  | EventPublished;

export type LoggedEvent =
  | AnnouncementMade
  | ChatDeleted
  | ChatEdited
  | ChatPosted
  | LogVoided;

export interface Results {
  "venue.resume": Snapshot;
  "venue.ping": Pong;
  "venue.leave": Done;
  "room.enter": Snapshot;
  "room.close": RoomClosing;
  "room.open": RoomClosing;
  "roster.page": RosterPaged;
  "chat.send": Posted;
  "chat.edit": Posted;
  "chat.delete": Posted;
  "chat.older": ChatPaged;
  "reaction.send": Done;
  "people.find": PeopleFound;
  "people.move": Moved;
  "orders.list": OrdersListed;
  "order.show": OrderListed;
  "order.cancel": Recalled;
  "order.undo": Recalled;
  "order.go": Done;
  "order.more": Done;
  "order.decline": Done;
  "conduct.silence": Done;
  "conduct.unsilence": Done;
  "conduct.show_out": Done;
  "conduct.let_in": Done;
  "conduct.list": ConductListed;
  "conduct.journal": Journal;
  "announcement.make": Done;
  "show.hold": Show;
  "show.resume": Show;
  "show.extend": ShowForeseen;
  "show.skip": ShowForeseen;
  "show.back": ShowForeseen;
  "show.mode": Show;
  "operations.watch": Done;
  "place.take": PlaceTaken;
  "place.give_up": Done;
  "place.accept": PlaceTaken;
  "place.follow": Done;
  "place.expected": Expected;
  "help.ask": HelpAsked;
  "help.withdraw": Done;
  "help.mine": HelpMyText;
  "help.watch": Done;
  "help.take": HelpTaken;
  "help.release": Done;
  "help.close": Done;
  "help.record": HelpRecorded;
}

export type RefusalCode =
  | "bad_json"
  | "not_text"
  | "too_large"
  | "unknown_command"
  | "bad_field"
  | "bad_text"
  | "too_long"
  | "too_many"
  | "not_allowed"
  | "not_here"
  | "no_room"
  | "room_closed"
  | "room_full"
  | "no_session"
  | "session_over"
  | "session_full"
  | "place_in_slot"
  | "offer_gone"
  | "silenced"
  | "step_changed"
  | "no_step"
  | "bad_end"
  | "not_found"
  | "help_full"
  | "help_taken"
  | "no_order"
  | "conflict"
  | "store_unavailable"
  | "server_error";

export type DoorRefusalCode =
  | "ticket_forged"
  | "ticket_expired"
  | "ticket_revoked"
  | "ticket_other_event"
  | "ticket_needed"
  | "name_needed"
  | "name_too_long"
  | "name_bad"
  | "shown_out"
  | "pass_ended"
  | "too_many"
  | "not_allowed"
  | "bad_request"
  | "store_unavailable";

export const Close = {
  DRAINED: 4000,
  OVERLOADED: 4002,
  TOO_MANY_FRAMES: 4003,
  PASS_ENDED: 4501,
  NO_PASS: 4502,
  LEFT: 4503,
  TOO_MANY_CONNECTIONS: 4504,
  ABUSE: 4505,
} as const;
