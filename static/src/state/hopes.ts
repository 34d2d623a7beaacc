import { type MyPlace, type Route, type Show } from "../protocol";
import { spanOf } from "./show";

/** A waiting list or an offer of mine that ended by itself. */
export interface EndedHope {
  readonly session: string;
  /** `begun`: the session began and no place became free. `withdrawn`: there are fewer places, and I wait again. */
  readonly how: "begun" | "withdrawn";
  /** I know it. */
  readonly seen: boolean;
}

/** My route before and after something was told, at `now` in event time (ms). */
interface Turn {
  readonly before: Route["places"];
  readonly after: Route["places"];
  readonly show: Show | null;
  readonly now: number;
  /** What I gave up myself: that is no news. */
  readonly given: readonly string[];
}

/** The clocks of venue and browser agree no better than this, in ms. */
export const NEARLY = 1_500;

/** Whether a session has begun, as far as the clocks can say. */
function hasBegun(session: string, show: Show | null, now: number): boolean {
  const span = spanOf(show, session, now);
  return span !== null && span[0] - now <= NEARLY;
}

/** Which of my hopes have ended by themselves, those included that I know of. */
export function hopesAfter(ended: readonly EndedHope[], turn: Turn): readonly EndedHope[] {
  const { before, after, show, now, given } = turn;
  const placedAnew = after.some(
    ({ session, state }) => state === "placed" && !before.some((each) => each.session === session && isPlaced(each)),
  );
  const missed = before.filter(
    ({ session, state }) =>
      state === "waiting" &&
      // Who takes another place leaves the lists of that time.
      !placedAnew &&
      !given.includes(session) &&
      !ended.some((each) => each.session === session && each.how === "begun") &&
      !after.some((each) => each.session === session) &&
      hasBegun(session, show, now),
  );
  const withdrawn = before.filter(
    ({ session, state, until }) =>
      state === "offered" &&
      until - now > NEARLY &&
      !given.includes(session) &&
      after.some((each) => each.session === session && each.state === "waiting"),
  );
  const fresh = [
    ...missed.map(({ session }): EndedHope => ({ session, how: "begun", seen: false })),
    ...withdrawn.map(({ session }): EndedHope => ({ session, how: "withdrawn", seen: false })),
  ];
  const known = ended.filter(
    (each) => !fresh.some(({ session }) => session === each.session) && stillTrue(each, after, show, now),
  );
  return hopesBegun([...known, ...fresh], after, show, now);
}

/**
 * As time passes: a line in which I still stand has ended with the start of its session, and stands again when those who
 * run the show went back. The same list if nothing of it happened.
 */
export function hopesBegun(
  ended: readonly EndedHope[],
  mine: readonly MyPlace[],
  show: Show | null,
  now: number,
): readonly EndedHope[] {
  const begun = mine.filter(
    ({ session, state }) =>
      state === "waiting" &&
      hasBegun(session, show, now) &&
      !ended.some((each) => each.session === session && each.how === "begun"),
  );
  const rest = ended.filter(
    (each) =>
      !begun.some(({ session }) => session === each.session) &&
      (each.how === "withdrawn" || stillTrue(each, mine, show, now)),
  );
  if (begun.length === 0 && rest.length === ended.length) return ended;
  return [...rest, ...begun.map(({ session }): EndedHope => ({ session, how: "begun", seen: false }))];
}

function stillTrue({ session, how }: EndedHope, after: Route["places"], show: Show | null, now: number): boolean {
  const standing = after.find((each) => each.session === session);
  if (how === "withdrawn") return standing?.state === "waiting";
  if (!standing) return true;
  // Those who run the show went back: the line stands again.
  return standing.state === "waiting" && hasBegun(session, show, now);
}

function isPlaced({ state }: MyPlace): boolean {
  return state === "placed";
}
