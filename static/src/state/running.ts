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
  /** Whether a session has begun at that moment, as far as the clocks can say. */
  hasBegun(session: string, now: number): boolean;
  /** More time was given to what runs: how much, and when. */
  readonly more: ReadonlySignal<MoreTime | null>;
  /** `step` is the running step as it was shown: where another one runs by now, each is refused with `step_changed`. */
  holdShow(step: string): Promise<void>;
  resumeShow(step: string): Promise<void>;
  /** `rest`: everything after moves, too. */
  extendShow(step: string, minutes: number, rest: boolean): Promise<void>;
  skipShow(step: string, rest: boolean): Promise<void>;
  backShow(step: string): Promise<void>;
  runShow(step: string, mode: ShowNow["mode"]): Promise<void>;
  /** What skipping or going back would do: nothing is done. */
  foresee(step: string, what: "skip" | "back", rest: boolean): Promise<ShowForeseen>;
}
