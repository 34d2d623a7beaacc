import { type OperationsMeasured } from "../protocol";
import { type Counts } from "./rooms";

/** How full the house was at a moment. */
export interface Sample {
  readonly at: number;
  readonly total: number;
  readonly deliveries: number;
}

/** What operators watch. */
export interface Board {
  /** The newest measurement, null before the first or while nobody watches. */
  readonly measured: OperationsMeasured | null;
  /** One sample per `SAMPLE_EVERY` since this browser came, oldest first. */
  readonly samples: readonly Sample[];
}

export const EMPTY_BOARD: Board = { measured: null, samples: [] };

/** Distance of samples in ms, and how many are kept: an hour. */
export const SAMPLE_EVERY = 10_000;
const KEPT = 360;

export function measured(board: Board, news: OperationsMeasured): Board {
  return { ...board, measured: news };
}

export function unwatched(board: Board): Board {
  return { ...board, measured: null };
}

/** Notes how full the house is, if the last note is old enough. */
export function sampled(board: Board, counts: Counts, now: number): Board {
  const last = board.samples.at(-1);
  if (counts.at === 0 || (last && now - last.at < SAMPLE_EVERY)) return board;
  const deliveries = board.measured?.nodes.reduce((sum, node) => sum + node.deliveries, 0) ?? 0;
  return { ...board, samples: [...board.samples, { at: now, total: counts.total, deliveries }].slice(-KEPT) };
}
