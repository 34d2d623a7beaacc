import { type MovedBy, type RefusalCode, type YouMoved } from "../protocol";

/** On the way to a room: under way, or refused. */
export interface Going {
  readonly room: string;
  readonly refused: RefusalCode | "no_answer" | null;
}

export type MoveCause = Exclude<YouMoved["cause"], "self">;

/** Whether the house took me along, for good reasons and without asking: what I am writing comes along. */
export function takenAlong(cause: YouMoved["cause"]): boolean {
  return cause === "programme" || cause === "places" || cause === "closed" || cause === "changed";
}

/** Somebody else moved me, or something did. */
export interface MoveNotice {
  /** The room I was in, null when it happened while I was away. */
  readonly from: string | null;
  readonly to: string;
  /** Somebody moved me, the house did (a step of the day, a closed room), or my seat was given up while I was away. */
  readonly cause: MoveCause;
  /** The name of who moved me, empty where nobody did. */
  readonly by: string;
  readonly reason: string;
  readonly at: number;
}

/** The notice of a move that I hear of now; my own walks in another tab need none. */
export function noticeOfMove(event: YouMoved, from: string | null): MoveNotice | null {
  if (event.cause === "self") return null;
  return {
    from,
    to: event.room,
    cause: event.cause,
    by: event.by ?? "",
    reason: event.reason ?? "",
    at: event.at,
  };
}

/** The notice of a move that happened while I was away. */
export function noticeOfWelcome(moved: MovedBy, here: string): MoveNotice {
  const cause = moved.cause === undefined || moved.cause === "self" ? "moderator" : moved.cause;
  return { from: null, to: here, cause, by: moved.by, reason: moved.reason, at: moved.at };
}
