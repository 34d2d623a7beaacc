import { type Cancel } from "../net/timers";
import { Close, type ReactionSend } from "../protocol";
import { dismissed } from "./announcements";
import { type Cockpit, cockpitOf } from "./cockpit";
import { NOTHING_UNREAD, paged } from "./chat";
import { drafted } from "./drafts";
import { type Helping, helpingOf } from "./helping";
import { deskOf, type Desk, ordersOf } from "./desk";
import { type Venue } from "./index";
import { unwatched } from "./operations";
import { type Registering, registeringOf } from "./registering";
import { reading } from "./venue";
import { type Workbench } from "./workbench";

type Kind = ReactionSend["kind"];
type Going = Pick<
  Venue,
  "enter" | "stay" | "dismissMoved" | "dismissNews" | "leave" | "dismissCalledOff" | "goNow" | "waitMore" | "decline"
>;
type Talking = Pick<
  Venue,
  | "write"
  | "say"
  | "retry"
  | "discard"
  | "takeBack"
  | "edit"
  | "remove"
  | "older"
  | "reading"
  | "markRead"
  | "dismissSpeech"
>;
type Watching = Pick<Venue, "watchOperations">;
type Rest = Pick<Venue, "react" | "rosterPage" | "dismissAnnouncement" | "announce">;

export interface Actions {
  readonly forViews: Going & Talking & Rest & Desk & Cockpit & Watching & Helping & Registering;
  /** The room is followed, anew after every loss. */
  followed(): void;
}

const OLDER_PAGE = 50;
const GATHER = 250;
const MOST_AT_ONCE = 10;

/** Everything a person can do. */
export function actionsOf(bench: Workbench): Actions {
  const watching = watchingOf(bench);
  const helping = helpingOf(bench);
  const orders = ordersOf(bench);
  return {
    forViews: {
      ...goingOf(bench),
      ...talkingOf(bench),
      ...deskOf(bench),
      ...cockpitOf(bench),
      ...helping.forViews,
      ...registeringOf(bench),
      react: reactionsOf(bench),
      watchOperations: watching.watch,
      rosterPage: (query, after = "", room = bench.state().shown ?? "") =>
        bench.session.commands.request("roster.page", { room, query, after }),
      dismissAnnouncement(id) {
        const state = bench.state();
        bench.commit({ ...state, announcements: dismissed(state.announcements, id) });
      },
      async announce(room, text) {
        await bench.session.commands.request("announcement.make", { room, text }, { keep: true });
      },
    },
    followed: () => {
      watching.again();
      helping.again();
      orders.again();
    },
  };
}

function goingOf({ session, state, commit }: Workbench): Going {
  return {
    enter(room) {
      const known = state();
      const already = room === known.shown && room === session.follower.room;
      if (already && known.going?.refused !== null) {
        session.follower.stay();
        commit({ ...known, going: null });
        return;
      }
      commit({ ...known, going: { room, refused: null }, moved: null });
      session.follower.walk(room);
    },
    stay() {
      session.follower.stay();
      commit({ ...state(), going: null });
    },
    dismissNews: () => commit({ ...state(), news: null }),
    dismissMoved: () => commit({ ...state(), moved: null }),
    dismissCalledOff: () => commit({ ...state(), calledOff: null }),
    async goNow(order) {
      await session.commands.request("order.go", { order }, { keep: true });
    },
    async waitMore(order) {
      await session.commands.request("order.more", { order }, { keep: true });
    },
    async decline(order) {
      await session.commands.request("order.decline", { order }, { keep: true });
    },
    async leave() {
      // The venue closes the connection, perhaps before the receipt; without a connection it will notice by itself.
      await session.commands.request("venue.leave", {}).catch(() => undefined);
      session.end(Close.LEFT);
    },
  };
}

function talkingOf({ session, state, commit, drafts, keepDrafts }: Workbench): Talking {
  const { commands, outbox } = session;
  const write = (text: string): void => {
    const room = state().shown;
    if (room !== null) keepDrafts(drafted(drafts(), room, text));
  };
  return {
    write,
    say(text) {
      const room = state().shown;
      const said = text.trim();
      if (room === null || said === "") return;
      outbox.put(commands.nextRef(), room, said);
      write("");
    },
    retry: (ref) => outbox.retry(ref),
    discard: (ref) => void outbox.discard(ref),
    takeBack(ref) {
      const text = outbox.discard(ref)?.text;
      const begun = drafts()[state().shown ?? ""] ?? "";
      if (text !== undefined) write(begun === "" ? text : `${begun}\n${text}`);
    },
    async edit(room, message, text) {
      await commands.request("chat.edit", { room, message, text: text.trim() }, { keep: true });
    },
    async remove(room, message) {
      await commands.request("chat.delete", { room, message }, { keep: true });
    },
    async older() {
      const { log } = state();
      if (log.room === null || log.loadingOlder || !log.older) return false;
      commit({ ...state(), log: { ...log, loadingOlder: true } });
      try {
        const wish = { room: log.room, before: log.from, limit: OLDER_PAGE };
        const page = await commands.request("chat.older", wish);
        const now = state();
        if (now.log.room === log.room) commit({ ...now, log: paged(now.log, page.events, page.older) });
        return true;
      } finally {
        const now = state();
        if (now.log.loadingOlder) commit({ ...now, log: { ...now.log, loadingOlder: false } });
      }
    },
    reading: (atEnd) => commit(reading(state(), atEnd)),
    markRead: () => commit({ ...state(), unread: NOTHING_UNREAD }),
    dismissSpeech: () => commit({ ...state(), speech: null }),
  };
}

/** Claps of a quarter of a second go out together; a clap that finds no connection is over. */
function reactionsOf({ session, state, timers }: Workbench): Venue["react"] {
  const gathered = new Map<Kind, number>();
  let cancel: Cancel | null = null;
  const flush = (): void => {
    cancel = null;
    const room = state().shown;
    for (const [kind, times] of gathered) {
      if (room === null) continue;
      // Refused or lost: applause is of the moment and is not repeated.
      session.commands.call("reaction.send", { room, kind, times: Math.min(times, MOST_AT_ONCE) }, {}, () => undefined);
    }
    gathered.clear();
  };
  return (kind) => {
    gathered.set(kind, (gathered.get(kind) ?? 0) + 1);
    cancel ??= timers.after(GATHER, flush);
  };
}

/** A connection hears the measurements only while it asked for them: asked again after every loss. */
function watchingOf({ session, state, commit }: Workbench): { watch: (on: boolean) => void; again: () => void } {
  let on = false;
  const ask = (): void => session.commands.call("operations.watch", { on }, {}, () => undefined);
  return {
    watch(wanted) {
      if (wanted === on) return;
      on = wanted;
      ask();
      if (!on) commit({ ...state(), board: unwatched(state().board) });
    },
    again() {
      if (on) ask();
    },
  };
}
