import { type LoggedEvent, type RefusalCode, type Snapshot, type VenueEvent } from "../protocol";
import { Commands } from "./commands";
import { Connection, type Link } from "./connection";
import { Follower } from "./follower";
import { type Inbound, isReply } from "./frames";
import { Outbox, type Outgoing, type Shelf } from "./outbox";
import { type OpenLine } from "./socket";
import { type Timers } from "./timers";

export interface SessionEvents {
  onLink(link: Link): void;
  /** An event outside of the logs. */
  onEvent(event: VenueEvent): void;
  onSnapshot(snapshot: Snapshot): void;
  onEvents(room: string, events: readonly LoggedEvent[], resumed: Snapshot | null): void;
  /** The room is followed, anew after every loss. */
  onFollowing(): void;
  onStay(room: string, code: RefusalCode | "no_answer"): void;
  onOutgoing(messages: readonly Outgoing[]): void;
  onPong(roundTrip: number, serverTime: number): void;
}

export interface SessionOptions {
  readonly open: OpenLine;
  readonly timers: Timers;
  readonly tab: string;
  readonly outbox: Shelf;
  readonly online: () => boolean;
  readonly today: () => number;
  /** Where the address bar wants to go when the venue is first reached; null: where I am. */
  readonly wish: string | null;
  readonly events: SessionEvents;
}

const ASK_WITHIN = 10_000;
const SAY_WITHIN = 60_000;

/** The parts of the line to the venue, put together: connection, commands, followed room, outbox. */
export class Session {
  readonly connection: Connection;
  readonly commands: Commands;
  readonly follower: Follower;
  readonly outbox: Outbox;
  readonly #events: SessionEvents;
  #wish: string | null;
  #ended = false;
  #following = false;

  constructor(options: SessionOptions) {
    const { timers, events, tab } = options;
    this.#events = events;
    this.#wish = options.wish;
    this.connection = new Connection({
      open: options.open,
      timers,
      tab,
      online: options.online,
      onLink: (link) => this.#linked(link),
      onMessage: (message) => this.#heard(message),
      onPong: (roundTrip, serverTime) => events.onPong(roundTrip, serverTime),
    });
    this.commands = new Commands(tab, (text) => this.connection.send(text), timers);
    this.follower = new Follower({
      timers,
      asks: {
        enter: (room, answer) => this.commands.call("room.enter", { room }, { patience: ASK_WITHIN }, answer),
        resume: (room, position, answer) =>
          this.commands.call("venue.resume", { room, position }, { patience: ASK_WITHIN }, answer),
      },
      onSnapshot: (snapshot) => {
        this.#recognise(snapshot.events);
        events.onSnapshot(snapshot);
      },
      onEvents: (room, news, resumed) => {
        this.#recognise(news);
        events.onEvents(room, news, resumed);
      },
      onFollowing: () => this.#follows(),
      onStay: (room, code) => events.onStay(room, code),
    });
    this.outbox = new Outbox({
      timers,
      shelf: options.outbox,
      today: options.today,
      send: ({ ref, room, text }) => this.commands.request("chat.send", { room, text }, { ref, patience: SAY_WITHIN }),
      onChange: (messages) => events.onOutgoing(messages),
    });
  }

  start(): void {
    this.connection.start();
  }

  stop(): void {
    this.outbox.close();
    this.follower.lost();
    this.connection.stop();
    this.commands.stop();
  }

  /** Ends as if the venue had closed the connection with `code`. */
  end(code: number): void {
    if (this.#ended) return;
    this.connection.stop();
    this.#linked({ state: "ended", code });
  }

  #linked(link: Link): void {
    this.#ended = link.state === "ended";
    if (link.state !== "connected") {
      this.#following = false;
      this.outbox.close();
      this.follower.lost();
      if (link.state === "ended") this.commands.stop();
      else this.commands.lost();
    }
    this.#events.onLink(link);
  }

  #follows(): void {
    this.#following = true;
    this.commands.ready();
    this.outbox.open();
    this.#events.onFollowing();
  }

  #heard(message: Inbound): void {
    if (isReply(message)) this.commands.receive(message);
    else if (isLogged(message)) this.follower.hear(message);
    else {
      this.#events.onEvent(message);
      this.#follow(message);
    }
  }

  #follow(event: VenueEvent): void {
    if (event.on === "venue.welcome") {
      const wish = this.#wish;
      this.#wish = null;
      this.follower.welcome(event.here, wish);
    } else if (event.on === "you.moved") this.follower.moved();
    else if (event.on === "venue.resynced") this.follower.resynced(event.room);
    else if (event.on === "venue.recovered" && this.#following) this.outbox.open();
  }

  /** My own messages among the events: their waiting copies are done. */
  #recognise(events: readonly LoggedEvent[]): void {
    for (const event of events) {
      if (event.on === "chat.posted") this.outbox.heard(event.ref);
    }
  }
}

/** Whether an event belongs to a room's log: also one of a kind that this version does not know counts there. */
function isLogged(event: VenueEvent): event is LoggedEvent {
  return "offset" in event && typeof event.offset === "number";
}
