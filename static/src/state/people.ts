import { type Moved } from "../protocol";

/** What became of one person in a move order. */
export type Arrival = "arrived" | "moved" | "already" | "offline" | "full" | "barred";

/** A move order that I gave: who is under way, who has arrived, who could not. */
export interface MoveOrder {
  readonly order: string;
  readonly to: string;
  readonly reason: string;
  readonly at: number;
  /** Everybody in the order; "moved" is in the room, "arrived" sees it. */
  readonly people: ReadonlyMap<string, Arrival>;
  readonly counts: Readonly<Record<Arrival, number>>;
}

/** The orders on the desk, newest first, and arrivals that were heard before their order's receipt. */
export interface Orders {
  readonly given: readonly MoveOrder[];
  readonly early: ReadonlyMap<string, readonly string[]>;
}

export const NO_ORDERS: Orders = { given: [], early: new Map() };

/** Orders kept on the desk. */
const KEPT = 20;

const NONE: Record<Arrival, number> = { arrived: 0, moved: 0, already: 0, offline: 0, full: 0, barred: 0 };

/** The order as the receipt describes it. */
export function orderOf(moved: Moved, reason: string, at: number): MoveOrder {
  const people = new Map<string, Arrival>();
  for (const id of moved.moved) people.set(id, "moved");
  for (const state of ["already", "offline", "full", "barred"] as const) {
    for (const id of moved[state]) people.set(id, state);
  }
  return withFates({ order: moved.order, to: moved.to, reason, at, people, counts: NONE }, [], "arrived");
}

/** An order of mine was carried out. */
export function given(orders: Orders, order: MoveOrder): Orders {
  const early = new Map(orders.early);
  const filled = withFates(order, early.get(order.order) ?? [], "arrived");
  early.delete(order.order);
  return { given: [filled, ...orders.given.filter((other) => other.order !== order.order)].slice(0, KEPT), early };
}

/** People of an order have arrived: their browsers show the room. `full`: they came back, and there was no seat. */
export function arrived(orders: Orders, id: string, people: readonly string[], full: readonly string[] = []): Orders {
  if (orders.given.some((order) => order.order === id)) {
    return {
      ...orders,
      given: orders.given.map((order) =>
        order.order === id ? withFates(withFates(order, people, "arrived"), full, "full") : order,
      ),
    };
  }
  const early = [...orders.early, [id, [...(orders.early.get(id) ?? []), ...people]] as const].slice(-KEPT);
  return { ...orders, early: new Map(early) };
}

/** An order is taken off the desk. */
export function dismissedOrder(orders: Orders, id: string): Orders {
  return { ...orders, given: orders.given.filter((order) => order.order !== id) };
}

function withFates(order: MoveOrder, whose: readonly string[], fate: "arrived" | "full"): MoveOrder {
  const people = new Map(order.people);
  for (const id of whose) {
    const state = people.get(id);
    if (state === "moved" || state === "offline") people.set(id, fate);
  }
  const counts = { ...NONE };
  for (const state of people.values()) counts[state] += 1;
  return { ...order, people, counts };
}
