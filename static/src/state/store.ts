import { batch, computed, type ReadonlySignal, signal, type Signal } from "@preact/signals";
import { type EventInfo, type Me } from "../protocol";
import { VenueClock } from "../net/clock";
import { type Link } from "../net/connection";
import { type Outgoing, type Shelf } from "../net/outbox";
import { Session } from "../net/session";
import { type OpenLine } from "../net/socket";
import { type Timers } from "../net/timers";
import { actionsOf } from "./actions";
import { keepAnnouncements, restoredAnnouncements } from "./announcements";
import { type Drafts, restoredDrafts } from "./drafts";
import { type Grant, type Venue } from "./index";
import { sampled, SAMPLE_EVERY } from "./operations";
import { programmeAt } from "./programme";
import { applauseOf } from "./reactions";
import { type House, type HouseInput, houseOf, type HouseRoom } from "./rooms";
import { arrivedIn, BEFORE, happened, hear, quieter, type VenueState } from "./venue";

export interface VenueOptions {
  readonly info: EventInfo;
  readonly open: OpenLine;
  readonly timers: Timers;
  /** Begins every ref of this page's life. */
  readonly tab: string;
  readonly online: () => boolean;
  /** Milliseconds since 1970 of the device's own clock. */
  readonly today: () => number;
  /** Storage of this tab. */
  readonly shelf: (name: string) => Shelf;
  /** The room of the address, when the venue is first reached; null: where I am. */
  readonly wish: string | null;
  /** The event file changed: fetch it and hand it to `renew`. */
  readonly onStale: () => void;
}

/** A venue and the strings to pull it by, for the shell alone. */
export interface VenueLife {
  readonly venue: Venue;
  start(): void;
  stop(): void;
  /** The device woke up or found a network. */
  hurry(): void;
  renew(info: EventInfo): void;
}

const CLOCK_STEP = 5_000;
const QUIET_STEP = 500;
/** How long the welcome may have been under way, in ms, before a round trip was measured. */
const FIRST_GUESS = 1_000;

/** Puts together what hears, what knows and what acts. */
export function createVenue(options: VenueOptions): VenueLife {
  const { timers } = options;
  const clock = new VenueClock(timers, options.today());
  const info = signal(options.info);
  const link = signal<Link>({ state: "connecting" });
  const roundTrip = signal<number | null>(null);
  const outgoing = signal<readonly Outgoing[]>([]);
  const draftShelf = options.shelf("drafts");
  const drafts = signal<Drafts>(restoredDrafts(draftShelf));
  const tick = signal(clock.now());
  const seen = options.shelf("announcements");
  let state: VenueState = { ...BEFORE, announcements: restoredAnnouncements(seen) };
  const slices = signalsOf(state);

  const commit = (next: VenueState): void => {
    const before = state;
    state = next;
    if (before.announcements !== next.announcements) keepAnnouncements(seen, next.announcements);
    batch(() => {
      for (const key of Object.keys(next) as (keyof VenueState)[]) {
        if (before[key] !== next[key]) (slices[key] as Signal<unknown>).value = next[key];
      }
    });
  };

  const session = new Session({
    ...options,
    open: (events) => options.open({ ...events, onFrame: (text) => batch(() => events.onFrame(text)) }),
    outbox: options.shelf("outbox"),
    events: {
      onLink: (now) => (link.value = now),
      onEvent: (event) => {
        if (event.on === "venue.welcome") clock.measure(event.at, FIRST_GUESS);
        commit(hear(state, event, clock.now()));
        if (event.on === "venue.welcome" && event.version !== info.value.version) options.onStale();
      },
      onSnapshot: (snapshot) => commit(arrivedIn(state, snapshot, session.follower.wish, clock.now())),
      onEvents: (_room, events, resumed) => commit(happened(state, events, resumed, clock.now())),
      onFollowing: () => actions.followed(),
      onStay: (room, code) => commit({ ...state, going: { room, refused: code } }),
      onOutgoing: (messages) => (outgoing.value = messages),
      onPong: (took, at) => {
        clock.measure(at, took);
        roundTrip.value = took;
        tick.value = clock.now();
      },
    },
  });
  outgoing.value = session.outbox.messages;

  const actions = actionsOf({
    session,
    timers,
    now: () => clock.now(),
    state: () => state,
    commit,
    drafts: () => drafts.value,
    keepDrafts: (next) => {
      drafts.value = next;
      draftShelf.write(JSON.stringify(next));
    },
  });

  let cancel: (() => void)[] = [];
  const every = (milliseconds: number, run: () => void): void => {
    const slot = cancel.length;
    const again = (): void => {
      run();
      cancel[slot] = timers.after(milliseconds, again);
    };
    cancel[slot] = timers.after(milliseconds, again);
  };

  const house = houseSignal(() => {
    const here = slices.shown.value;
    return {
      info: info.value,
      counts: slices.counts.value,
      here,
      limits: slices.me.value?.rooms ?? [],
      now: tick.value,
    };
  });
  const index = computed(() => indexOf(house.value));

  const venue: Venue = {
    info,
    me: slices.me,
    link,
    troubled: slices.troubled,
    roundTrip,
    clock: tick,
    now: () => clock.now(),
    may: (grant: Grant) => slices.me.value?.grants.includes(grant) ?? false,
    silenced: computed(() => silencedUntil(slices.me.value, tick.value)),
    speech: slices.speech,
    house,
    roomOf: (id) => index.value.get(id),
    programme: computed(() => programmeAt(info.value, tick.value)),
    room: computed(() => (slices.shown.value === null ? null : (index.value.get(slices.shown.value) ?? null))),
    going: slices.going,
    moved: slices.moved,
    log: slices.log,
    outgoing,
    unread: slices.unread,
    draft: computed(() => drafts.value[slices.shown.value ?? ""] ?? ""),
    applause: computed(() => applauseOf(slices.heard.value)),
    roster: slices.roster,
    announcements: computed(() => slices.announcements.value.shown),
    orders: computed(() => slices.orders.value.given),
    board: slices.board,
    ...actions.forViews,
  };

  return {
    venue,
    start() {
      session.start();
      every(CLOCK_STEP, () => (tick.value = clock.now()));
      every(QUIET_STEP, () => commit(quieter(state, clock.now())));
      every(SAMPLE_EVERY, () => commit({ ...state, board: sampled(state.board, state.counts, clock.now()) }));
    },
    stop() {
      session.stop();
      for (const stop of cancel) stop();
      cancel = [];
    },
    hurry: () => session.connection.hurry(),
    renew: (next) => (info.value = next),
  };
}

type Slices = { readonly [Key in keyof VenueState]: Signal<VenueState[Key]> };

/** One signal per slice: a component hears only what it reads. */
function signalsOf(state: VenueState): Slices {
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, signal<unknown>(value)])) as Slices;
}

function houseSignal(input: () => HouseInput): ReadonlySignal<House> {
  let before: House | null = null;
  return computed(() => (before = houseOf(input(), before)));
}

function indexOf(house: House): ReadonlyMap<string, HouseRoom> {
  return new Map(house.rooms.flatMap((room) => [room, ...room.tables]).map((room) => [room.id, room]));
}

function silencedUntil(me: Me | null, now: number): number | null {
  const until = me?.silenced_until ?? null;
  return until !== null && until !== 0 && until <= now ? null : until;
}
