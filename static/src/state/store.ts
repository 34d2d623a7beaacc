import { batch, computed, signal, type Signal } from "@preact/signals";
import { type EventInfo } from "../protocol";
import { VenueClock } from "../net/clock";
import { type Link } from "../net/connection";
import { type Outgoing, type Shelf } from "../net/outbox";
import { Session } from "../net/session";
import { type OpenLine } from "../net/socket";
import { type Timers } from "../net/timers";
import { actionsOf } from "./actions";
import { carried } from "./announced";
import { keepAnnouncements, restoredAnnouncements } from "./announcements";
import { type Drafts, restoredDrafts } from "./drafts";
import { type Grant, type Venue } from "./index";
import { sampled, SAMPLE_EVERY } from "./operations";
import { onDesk } from "./people";
import { keepPlaces, lossTold, replanned, restoredPlaces } from "./places";
import { programmeAt } from "./programme";
import { newsAfter, publishedNews } from "./publications";
import { applauseOf } from "./reactions";
import { hasBegun, type ShowNow, showAt, spanOf } from "./show";
import { daySignal, houseSignal, indexOf, signalsOf, silencedUntil } from "./slices";
import { Seconds } from "./seconds";
import { takenAlong } from "./whereabouts";
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
  readonly onStale: (version: string) => void;
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
  const second = signal(clock.now());
  const seconds = new Seconds(clock, timers, (time) =>
    batch(() => {
      tick.value = time.tick;
      second.value = time.second;
    }),
  );
  const seen = options.shelf("announcements");
  /** Where I am being taken by a move that was announced: what I am writing comes along. */
  let along: { from: string | null; to: string } | null = null;
  const changes = options.shelf("changes");
  let state: VenueState = {
    ...BEFORE,
    announcements: restoredAnnouncements(seen),
    places: restoredPlaces(changes),
  };
  const slices = signalsOf(state);

  const commit = (next: VenueState): void => {
    const before = state;
    state = next;
    if (before.announcements !== next.announcements) keepAnnouncements(seen, next.announcements);
    if (before.places.changes !== next.places.changes) keepPlaces(changes, next.places);
    batch(() => {
      for (const key of Object.keys(next) as (keyof VenueState)[]) {
        if (before[key] !== next[key]) (slices[key] as Signal<unknown>).value = next[key];
      }
    });
  };

  const keepDrafts = (next: Drafts): void => {
    drafts.value = next;
    draftShelf.write(JSON.stringify(next));
  };

  const session = new Session({
    ...options,
    open: (events) => options.open({ ...events, onFrame: (text) => batch(() => events.onFrame(text)) }),
    outbox: options.shelf("outbox"),
    events: {
      onLink: (now) => (link.value = now),
      onEvent: (event) => {
        if (event.on === "venue.welcome") clock.measure(event.at, FIRST_GUESS);
        // A decision of just now is not in the future, however well the clock is known.
        const at = event.on === "show.changed" ? Math.max(clock.now(), event.show.at) : clock.now();
        if (event.on === "you.moved" && event.order !== "" && event.order === state.ahead?.order) {
          along = { from: state.shown, to: event.room };
        }
        if (event.on === "you.moved" && takenAlong(event.cause)) along = { from: state.shown, to: event.room };
        commit(hear(state, event, at));
        if (event.on === "venue.welcome") seconds.looked();
        if (event.on === "show.changed") seconds.decided(at);
        const told = event.on === "venue.welcome" || event.on === "event.published";
        if (told && event.version !== info.value.version) options.onStale(event.version);
      },
      onSnapshot: (snapshot) => {
        if (along?.to === snapshot.room) keepDrafts(carried(drafts.value, along.from, along.to));
        along = null;
        commit(arrivedIn(state, snapshot, session.follower.wish, clock.now()));
      },
      onEvents: (_room, events, resumed) => commit(happened(state, events, resumed, clock.now())),
      onFollowing: () => actions.followed(),
      onStay: (room, code) => commit({ ...state, going: { room, refused: code } }),
      onOutgoing: (messages) => (outgoing.value = messages),
      onPong: (took, at) => {
        clock.measure(at, took);
        roundTrip.value = took;
        seconds.looked();
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
    keepDrafts,
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

  const day = daySignal(() => ({ info: info.value, show: slices.show.value, now: tick.value }));
  const house = houseSignal(() => {
    const here = slices.shown.value;
    return {
      info: day.value,
      counts: slices.counts.value,
      here,
      limits: slices.me.value?.rooms ?? [],
      closed: slices.closed.value,
      now: tick.value,
    };
  });
  const index = computed(() => indexOf(house.value));

  const venue: Venue = {
    info: day,
    planned: info,
    me: slices.me,
    link,
    troubled: slices.troubled,
    roundTrip,
    clock: tick,
    second,
    show: computed((): ShowNow => showAt(slices.show.value, tick.value)),
    showAt: (now) => showAt(slices.show.value, now),
    spanOf: (session, now) => spanOf(slices.show.value, session, now),
    hasBegun: (session, now) => hasBegun(slices.show.value, session, now),
    more: slices.more,
    now: () => clock.now(),
    may: (grant: Grant) => slices.me.value?.grants.includes(grant) ?? false,
    silenced: computed(() => silencedUntil(slices.me.value, tick.value)),
    speech: slices.speech,
    house,
    roomOf: (id) => index.value.get(id),
    programme: computed(() => programmeAt(day.value, tick.value)),
    room: computed(() => (slices.shown.value === null ? null : (index.value.get(slices.shown.value) ?? null))),
    going: slices.going,
    moved: slices.moved,
    news: slices.news,
    log: slices.log,
    outgoing,
    unread: slices.unread,
    draft: computed(() => drafts.value[slices.shown.value ?? ""] ?? ""),
    applause: computed(() => applauseOf(slices.heard.value)),
    roster: slices.roster,
    announcements: computed(() => slices.announcements.value.shown),
    ahead: slices.ahead,
    calledOff: slices.calledOff,
    orders: computed(() => onDesk(slices.orders.value)),
    board: slices.board,
    help: slices.help,
    places: slices.places,
    ...actions.forViews,
  };

  return {
    venue,
    start() {
      session.start();
      seconds.start();
      every(QUIET_STEP, () => commit(quieter(state, clock.now())));
      every(SAMPLE_EVERY, () => commit({ ...state, board: sampled(state.board, state.counts, clock.now()) }));
    },
    stop() {
      session.stop();
      seconds.stop();
      for (const stop of cancel) stop();
      cancel = [];
    },
    hurry: () => session.connection.hurry(),
    renew(next) {
      const before = info.value;
      if (before.version === next.version) return;
      const places = replanned(state.places, before, next);
      const fresh = publishedNews(before, next, places, clock.now());
      info.value = next;
      commit({ ...state, places: lossTold(places), news: newsAfter(state.news, fresh, places) });
    },
  };
}
