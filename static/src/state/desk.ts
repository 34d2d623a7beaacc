import { Refused } from "../net/commands";
import { type Venue } from "./index";
import { dismissedOrder, given, listed, orderOf, shown } from "./people";
import { type Workbench } from "./workbench";

/** What moderators do. */
export type Desk = Pick<
  Venue,
  | "findPeople"
  | "tryMove"
  | "move"
  | "dismissOrder"
  | "showOrder"
  | "cancelOrder"
  | "undoOrder"
  | "silence"
  | "unsilence"
  | "showOut"
  | "letIn"
  | "conduct"
  | "journal"
>;

/** Acts are kept over a lost connection and repeated with their ref: done once. */
const ACT = { keep: true, patience: 30_000 } as const;
const JOURNAL_PAGE = 50;

export function deskOf({ session, state, commit, now }: Workbench): Desk {
  const { commands } = session;
  return {
    findPeople: (query) => commands.request("people.find", query),
    tryMove: (wish) => commands.request("people.move", { ...wish, dry_run: true }),
    async move(wish) {
      const moved = await commands.request("people.move", wish, ACT);
      const person = state().me?.person;
      const order = orderOf(moved, wish.reason ?? "", now(), person?.id, person?.name);
      const orders = given(state().orders, order);
      commit({ ...state(), orders });
      return orders.given.find((each) => each.order === order.order) ?? order;
    },
    async showOrder(order) {
      const one = await commands.request("order.show", { order });
      commit({ ...state(), orders: shown(state().orders, one) });
    },
    cancelOrder: (order) => commands.request("order.cancel", { order }, ACT),
    undoOrder: (order) => commands.request("order.undo", { order }, ACT),
    dismissOrder: (order) => commit({ ...state(), orders: dismissedOrder(state().orders, order) }),
    async silence(person, minutes, reason) {
      await commands.request("conduct.silence", { person, minutes, reason }, ACT);
    },
    async unsilence(person, reason) {
      await commands.request("conduct.unsilence", { person, reason }, ACT);
    },
    async showOut(person, reason) {
      await commands.request("conduct.show_out", { person, reason }, ACT);
    },
    async letIn(person, reason) {
      await commands.request("conduct.let_in", { person, reason }, ACT);
    },
    conduct: () => commands.request("conduct.list", {}),
    journal: (before = 0) => commands.request("conduct.journal", { before, limit: JOURNAL_PAGE }),
  };
}

/** The orders that the venue keeps are asked for when the line is new; from then on it tells what changes. */
export function ordersOf({ session, state, commit }: Workbench): { again: () => void } {
  return {
    again() {
      if (!state().me?.grants.includes("move")) return;
      session.commands.call("orders.list", {}, {}, (answer) => {
        if (!(answer instanceof Refused)) commit({ ...state(), orders: listed(state().orders, answer.orders) });
      });
    },
  };
}
