import { type Venue } from "./index";
import { changesSeen, endSeen, givenUp, lapseSeen } from "./places";
import { type Workbench } from "./workbench";

/** What people do about places. */
export type Registering = Pick<
  Venue,
  | "takePlace"
  | "giveUpPlace"
  | "acceptPlace"
  | "follow"
  | "dismissLapsed"
  | "dismissEnded"
  | "dismissChanges"
  | "expected"
>;

/** Kept over a lost connection and repeated with its ref: done once. */
const ACT = { keep: true, patience: 30_000 } as const;

export function registeringOf({ session: line, state, commit }: Workbench): Registering {
  const { commands } = line;
  const given = (session: string, not = false): void =>
    commit({ ...state(), places: givenUp(state().places, session, not) });
  return {
    takePlace: (session, instead = false) => commands.request("place.take", { session, instead }, ACT),
    async giveUpPlace(session) {
      // Said before it is done: the new route may be told before the receipt.
      given(session);
      try {
        await commands.request("place.give_up", { session }, ACT);
      } catch (refused) {
        given(session, true);
        throw refused;
      }
    },
    acceptPlace: (session) => commands.request("place.accept", { session }, ACT),
    async follow(how) {
      await commands.request("place.follow", { how }, ACT);
      // The new route may be told a moment after the receipt.
      commit({ ...state(), places: { ...state().places, follow: how } });
    },
    dismissLapsed: (session) => commit({ ...state(), places: lapseSeen(state().places, session) }),
    dismissEnded: (session) => commit({ ...state(), places: endSeen(state().places, session) }),
    dismissChanges: () => commit({ ...state(), places: changesSeen(state().places) }),
    expected: (session) => commands.request("place.expected", { session }),
  };
}
