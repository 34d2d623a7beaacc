/** Which rows of a list are selected, and from where a range is drawn. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** The row that was last chosen by itself. */
  readonly anchor: string | null;
}

export const NOTHING: Selection = { chosen: new Set(), anchor: null };

/** One row more or less; it becomes the start of the next range. */
export function toggled(selection: Selection, key: string): Selection {
  const chosen = new Set(selection.chosen);
  if (!chosen.delete(key)) chosen.add(key);
  return { chosen, anchor: key };
}

/** Everything between the anchor and `key`, in the order of `keys`, added to what is chosen. */
export function extended(selection: Selection, keys: readonly string[], key: string): Selection {
  const to = keys.indexOf(key);
  const anchor = selection.anchor !== null && keys.includes(selection.anchor) ? selection.anchor : key;
  const from = keys.indexOf(anchor);
  if (to < 0) return selection;
  const range = keys.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { chosen: new Set([...selection.chosen, ...range]), anchor };
}

/** All of `keys`; or, when all of them are chosen, none of them. Others keep their state. */
export function allOrNone(selection: Selection, keys: readonly string[]): Selection {
  const chosen = new Set(selection.chosen);
  const complete = keys.every((key) => chosen.has(key));
  for (const key of keys) {
    if (complete) chosen.delete(key);
    else chosen.add(key);
  }
  return { chosen, anchor: null };
}
