import { type ReactionSend } from "../protocol";

type Kind = ReactionSend["kind"];

/** How long a reaction is seen, in ms. */
export const SEEN_FOR = 6_000;

/** What was heard lately, newest last. */
export interface Heard {
  readonly kind: Kind;
  readonly count: number;
  readonly at: number;
}

/** How often each kind came within the last seconds; kinds that did not come are not there. */
export type Applause = Readonly<Partial<Record<Kind, number>>>;

export const REACTIONS: readonly Kind[] = ["applause", "agree", "heart", "laugh", "surprise"];

/** What the room did, added; what nobody sees any more is forgotten. */
export function heard(
  before: readonly Heard[],
  counts: Readonly<Record<string, number>>,
  now: number,
): readonly Heard[] {
  const news = REACTIONS.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [{ kind, count, at: now }] : [];
  });
  return [...faded(before, now), ...news];
}

/** Only what is still seen. */
export function faded(before: readonly Heard[], now: number): readonly Heard[] {
  const rest = before.filter((item) => item.at > now - SEEN_FOR);
  return rest.length === before.length ? before : rest;
}

/** The sums that are shown. */
export function applauseOf(items: readonly Heard[]): Applause {
  const sums: Partial<Record<Kind, number>> = {};
  for (const item of items) sums[item.kind] = (sums[item.kind] ?? 0) + item.count;
  return sums;
}
