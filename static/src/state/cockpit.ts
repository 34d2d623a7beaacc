import { type Venue } from "./index";
import { showAt } from "./show";
import { type Workbench } from "./workbench";

/** What those do who run the show. */
export type Cockpit = Pick<
  Venue,
  | "holdShow"
  | "resumeShow"
  | "extendShow"
  | "skipShow"
  | "backShow"
  | "runShow"
  | "foresee"
  | "closeRoom"
  | "openRoom"
  | "foreseeClosing"
>;

/** Kept over a lost connection and repeated with their ref: done once, and only while the same step runs. */
const ACT = { keep: true, patience: 30_000 } as const;

export function cockpitOf({ session, state, now }: Workbench): Cockpit {
  const { commands } = session;
  const step = (): string => showAt(state().show, now()).running?.id ?? "";
  return {
    async holdShow() {
      await commands.request("show.hold", { step: step() }, ACT);
    },
    async resumeShow() {
      await commands.request("show.resume", { step: step() }, ACT);
    },
    async extendShow(minutes, rest) {
      await commands.request("show.extend", { minutes, rest, step: step() }, ACT);
    },
    async skipShow(rest) {
      await commands.request("show.skip", { rest, step: step() }, ACT);
    },
    async backShow() {
      await commands.request("show.back", { step: step() }, ACT);
    },
    async runShow(mode) {
      await commands.request("show.mode", { mode, step: step() }, ACT);
    },
    foresee: (what, rest) =>
      what === "skip"
        ? commands.request("show.skip", { rest, step: step(), dry_run: true })
        : commands.request("show.back", { step: step(), dry_run: true }),
    closeRoom: (room) => commands.request("room.close", { room }, ACT),
    async openRoom(room) {
      await commands.request("room.open", { room }, ACT);
    },
    foreseeClosing: (room) => commands.request("room.close", { room, dry_run: true }),
  };
}
