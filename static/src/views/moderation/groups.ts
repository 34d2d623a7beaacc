import { type Whereabouts } from "../../protocol";
import { type Arrival, type MoveOrder } from "../../state";

/** What is known about a person in an order: as the venue said, or that no browser has confirmed it for a while. */
export type Fate = Arrival | "unconfirmed";

/** The people of an order who share a fate. */
export interface Group {
  readonly fate: Fate;
  readonly ids: readonly string[];
}

/** Who was moved and whose browser has not shown the room after so long (ms) is no longer called on the way. */
const CONFIRMED_WITHIN = 10_000;

const ORDER: readonly Fate[] = [
  "arrived",
  "moved",
  "unconfirmed",
  "announced",
  "already",
  "returned",
  "elsewhere",
  "overtaken",
  "offline",
  "declined",
  "cancelled",
  "full",
  "barred",
];

/** Everybody in the order, by fate; nobody is missing and nobody stands twice. `now` is event time in ms. */
export function groupsOf(order: Pick<MoveOrder, "people" | "at" | "due">, now: number): readonly Group[] {
  const late = isLate(order, now);
  const groups = new Map<Fate, string[]>();
  for (const [id, arrival] of order.people) {
    const fate = arrival === "moved" && late ? "unconfirmed" : arrival;
    const group = groups.get(fate);
    if (group) group.push(id);
    else groups.set(fate, [id]);
  }
  return ORDER.flatMap((fate) => {
    const ids = groups.get(fate);
    return ids ? [{ fate, ids }] : [];
  });
}

/** Its style class: an announcement in the conversation has the word already. */
export function classOf(fate: Fate): string {
  return fate === "announced" ? "waits" : fate;
}

/** How many people of an order share a fate. */
export interface FateCount {
  readonly fate: Fate;
  readonly count: number;
}

/** The numbers of an order, also where its people are not known one by one. */
export function numbersOf(order: Pick<MoveOrder, "counts" | "at" | "due">, now: number): readonly FateCount[] {
  const late = isLate(order, now);
  return ORDER.flatMap((fate): FateCount[] => {
    if (fate === "unconfirmed") return late && order.counts.moved > 0 ? [{ fate, count: order.counts.moved }] : [];
    if (fate === "moved" && late) return [];
    return order.counts[fate] > 0 ? [{ fate, count: order.counts[fate] }] : [];
  });
}

function isLate(order: Pick<MoveOrder, "at" | "due">, now: number): boolean {
  return now - Math.max(order.at, order.due) > CONFIRMED_WITHIN;
}

/** People in the order of their names; who is not known by name stands last, under their id. */
export function byName(
  ids: readonly string[],
  known: ReadonlyMap<string, Whereabouts>,
): readonly { id: string; name: string; org: string; known: Whereabouts | undefined }[] {
  return ids
    .map((id) => {
      const each = known.get(id);
      return { id, name: each?.person.name ?? id, org: each?.person.org ?? "", known: each };
    })
    .sort(
      (one, other) =>
        Number(!one.known) - Number(!other.known) ||
        one.name.localeCompare(other.name, "de", { sensitivity: "base", numeric: true }),
    );
}
