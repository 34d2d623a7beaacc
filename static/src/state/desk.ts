import { type Venue } from "./index";
import { dismissedOrder, given, orderOf } from "./people";
import { type Workbench } from "./workbench";

/** What moderators do. */
export type Desk = Pick<
  Venue,
  | "findPeople"
  | "tryMove"
  | "move"
  | "dismissOrder"
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
      const orders = given(state().orders, orderOf(moved, wish.reason ?? "", now()));
      commit({ ...state(), orders });
      return orders.given[0] ?? orderOf(moved, "", now());
    },
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
