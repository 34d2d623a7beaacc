/** The run of show as views know it. */
import { type ReadonlySignal } from "@preact/signals";
import { type ShowForeseen, type Span } from "../protocol";
import { type MoreTime, type ShowNow } from "./show";

export interface Running {
  /** The step that runs, at `clock`; for what counts down call `showAt(second.value)`. */
  readonly show: ReadonlySignal<ShowNow>;
  showAt(now: number): ShowNow;
  /** When a session begins and ends, as it looks at that moment. */
  spanOf(session: string, now: number): Span | null;
  /** More time was given to what runs: how much, and when. */
  readonly more: ReadonlySignal<MoreTime | null>;
  holdShow(): Promise<void>;
  resumeShow(): Promise<void>;
  /** `rest`: everything after moves, too. Each refuses with `step_changed` where another step runs than is shown. */
  extendShow(minutes: number, rest: boolean): Promise<void>;
  skipShow(rest: boolean): Promise<void>;
  backShow(): Promise<void>;
  runShow(mode: ShowNow["mode"]): Promise<void>;
  /** What skipping or going back would do: nothing is done. */
  foresee(what: "skip" | "back", rest: boolean): Promise<ShowForeseen>;
}
