import { type MyPlace, type Route, type Show } from "../protocol";
import { hasBegun, NEARLY } from "./show";

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

/** Which of my hopes have ended by themselves, those included that I know of. */
export function hopesAfter(ended: readonly EndedHope[], turn: Turn): readonly EndedHope[] {
  const { before, after, show, now, given } = turn;
  const missed = goneAtStart(turn, "waiting").filter(
    (session) => !ended.some((each) => each.session === session && each.how === "begun"),
  );
  const withdrawn = before.filter(
    ({ session, state, until }) =>
      state === "offered" &&
      until - now > NEARLY &&
      !given.includes(session) &&
      after.some((each) => each.session === session && each.state === "waiting"),
  );
  const fresh = [
    ...missed.map((session): EndedHope => ({ session, how: "begun", seen: false })),
    ...withdrawn.map(({ session }): EndedHope => ({ session, how: "withdrawn", seen: false })),
  ];
  const known = ended.filter(
    (each) => !fresh.some(({ session }) => session === each.session) && stillTrue(each, after, show, now),
  );
  return hopesBegun([...known, ...fresh], after, show, now);
}

/** Offers to me that ended by themselves: their time was up, or those who run the show began before it was. */
export function offersLapsed(turn: Turn): readonly string[] {
  const { before, after, now } = turn;
  const expired = before.filter(
    ({ session, state, until }) =>
      state === "offered" &&
      until - now <= NEARLY &&
      !after.some((each) => each.session === session && each.state !== "waiting"),
  );
  return [...expired.map(({ session }) => session), ...goneAtStart(turn, "offered")];
}

/** Where I have nothing any more because the session has begun. */
function goneAtStart({ before, after, show, now, given }: Turn, was: MyPlace["state"]): readonly string[] {
  const placedAnew = after.some(
    ({ session, state }) => state === "placed" && !before.some((each) => each.session === session && isPlaced(each)),
  );
  // Who takes another place leaves the lists of that time.
  if (placedAnew) return [];
  const gone = before.filter(
    ({ session, state }) =>
      state === was &&
      !given.includes(session) &&
      !after.some((each) => each.session === session) &&
      hasBegun(show, session, now),
  );
  return gone.map(({ session }) => session);
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
      hasBegun(show, session, now) &&
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
  return standing.state === "waiting" && hasBegun(show, session, now);
}

function isPlaced({ state }: MyPlace): boolean {
  return state === "placed";
}
