import { type Venue } from "./index";
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

export function cockpitOf({ session }: Workbench): Cockpit {
  const { commands } = session;
  return {
    async holdShow(step) {
      await commands.request("show.hold", { step }, ACT);
    },
    async resumeShow(step) {
      await commands.request("show.resume", { step }, ACT);
    },
    async extendShow(step, minutes, rest) {
      await commands.request("show.extend", { minutes, rest, step }, ACT);
    },
    async skipShow(step, rest) {
      await commands.request("show.skip", { rest, step }, ACT);
    },
    async backShow(step) {
      await commands.request("show.back", { step }, ACT);
    },
    async runShow(step, mode) {
      await commands.request("show.mode", { mode, step }, ACT);
    },
    foresee: (step, what, rest) =>
      what === "skip"
        ? commands.request("show.skip", { rest, step, dry_run: true })
        : commands.request("show.back", { step, dry_run: true }),
    closeRoom: (room) => commands.request("room.close", { room }, ACT),
    async openRoom(room) {
      await commands.request("room.open", { room }, ACT);
    },
    foreseeClosing: (room) => commands.request("room.close", { room, dry_run: true }),
  };
}
