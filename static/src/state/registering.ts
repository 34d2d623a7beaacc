import { type Venue } from "./index";
import { changesSeen, lapseSeen } from "./places";
import { type Workbench } from "./workbench";

/** What people do about places. */
export type Registering = Pick<
  Venue,
  "takePlace" | "giveUpPlace" | "acceptPlace" | "follow" | "dismissLapsed" | "dismissChanges" | "expected"
>;

/** Kept over a lost connection and repeated with its ref: done once. */
const ACT = { keep: true, patience: 30_000 } as const;

export function registeringOf({ session: line, state, commit }: Workbench): Registering {
  const { commands } = line;
  return {
    takePlace: (session, instead = false) => commands.request("place.take", { session, instead }, ACT),
    async giveUpPlace(session) {
      await commands.request("place.give_up", { session }, ACT);
    },
    acceptPlace: (session) => commands.request("place.accept", { session }, ACT),
    async follow(how) {
      await commands.request("place.follow", { how }, ACT);
    },
    dismissLapsed: (session) => commit({ ...state(), places: lapseSeen(state().places, session) }),
    dismissChanges: () => commit({ ...state(), places: changesSeen(state().places) }),
    expected: (session) => commands.request("place.expected", { session }),
  };
}
