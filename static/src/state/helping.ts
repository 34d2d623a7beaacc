import { type HelpEnded, type HelpTaken } from "../protocol";
import { NO_TICKET } from "./help";
import { type Venue } from "./index";
import { type Workbench } from "./workbench";

/** What can be done at the info desk, on either side of it. */
export type Helping = Pick<
  Venue,
  | "askHelp"
  | "withdrawHelp"
  | "readHelp"
  | "dismissHelp"
  | "watchHelp"
  | "takeHelp"
  | "releaseHelp"
  | "closeHelp"
  | "helpRecord"
>;

/** Kept over a lost connection and repeated with its ref: done once. */
const ACT = { keep: true, patience: 30_000 } as const;
const RECORD = 50;

export function helpingOf({ session, state, commit }: Workbench): { forViews: Helping; again: () => void } {
  const { commands } = session;
  let watching = false;
  const keepText = (text: string): void => {
    const now = state();
    commit({ ...now, help: { ...now.help, text } });
  };
  const watch = (): void => commands.call("help.watch", { on: watching }, {}, () => undefined);
  return {
    again: () => {
      if (watching) watch();
    },
    forViews: {
      async askHelp(text) {
        await commands.request("help.ask", { text }, ACT);
        keepText(text);
      },
      async withdrawHelp() {
        await commands.request("help.withdraw", {}, ACT);
      },
      async readHelp() {
        const { text } = await commands.request("help.mine", {});
        keepText(text);
      },
      dismissHelp() {
        const now = state();
        if (now.help.mine.state === "closed") commit({ ...now, help: { ...now.help, mine: NO_TICKET } });
      },
      watchHelp(on) {
        if (on === watching) return;
        watching = on;
        watch();
        if (!on) commit({ ...state(), help: { ...state().help, listed: null } });
      },
      takeHelp: (number): Promise<HelpTaken> => commands.request("help.take", { number }, ACT),
      async releaseHelp(number) {
        await commands.request("help.release", { number }, ACT);
      },
      async closeHelp(number, reason) {
        await commands.request("help.close", { number, reason }, ACT);
      },
      async helpRecord(): Promise<readonly HelpEnded[]> {
        return (await commands.request("help.record", { limit: RECORD })).tickets;
      },
    },
  };
}
