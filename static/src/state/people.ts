import { type Fates, type Moved, type OrderListed, type OrdersChanged, type Overtaken, type Recall } from "../protocol";

/** What became of one person in a move order; "moved" is in the room, "arrived" sees it. */
export type Arrival = Exclude<Fates["state"], "ordered"> | "moved";

/** A move order: who is under way, who has arrived, who could not. Mine, or another moderator's. */
export interface MoveOrder {
  readonly order: string;
  readonly by: string;
  readonly byName: string;
  /** The first of `rooms`. */
  readonly to: string;
  readonly rooms: readonly string[];
  readonly reason: string;
  readonly at: number;
  /** When announced people are moved; 0: it was carried out at once. */
  readonly due: number;
  /** Everybody in the order, as far as `complete` says. */
  readonly people: ReadonlyMap<string, Arrival>;
  readonly counts: Readonly<Record<Arrival, number>>;
  /** Where they were before, and which order came after this one. */
  readonly before: ReadonlyMap<string, string>;
  readonly overtakenBy: ReadonlyMap<string, string>;
  /** False: only the numbers are known. */
  readonly complete: boolean;
  readonly cancelled: Recall | null;
  readonly undone: Recall | null;
  /** As its receipt said: whom another order still concerned, and groups for whom there was not one room. */
  readonly overtook: readonly Overtaken[];
  readonly apart: readonly (readonly string[])[];
  /** Of those who go: how many do not want to be taken along. */
  readonly askedNot: number;
  /** How many go where, of several rooms. */
  readonly into: Readonly<Record<string, number>>;
}

/** The orders on the desk, newest first, and those that I have put away. */
export interface Orders {
  readonly given: readonly MoveOrder[];
  readonly away: ReadonlySet<string>;
}

export const NO_ORDERS: Orders = { given: [], away: new Set() };

/** Orders kept on the desk, as many as the venue keeps. */
const KEPT = 100;

const NONE: Record<Arrival, number> = {
  announced: 0,
  arrived: 0,
  moved: 0,
  already: 0,
  offline: 0,
  full: 0,
  barred: 0,
  declined: 0,
  cancelled: 0,
  returned: 0,
  elsewhere: 0,
  overtaken: 0,
};

const EMPTY = {
  by: "",
  byName: "",
  people: new Map<string, Arrival>(),
  before: new Map<string, string>(),
  overtakenBy: new Map<string, string>(),
  counts: NONE,
  complete: true,
  cancelled: null,
  undone: null,
  overtook: [],
  apart: [],
  askedNot: 0,
  into: {},
};

/** The order as the receipt describes it; of a dry run: what would become of everybody if it happened now. */
export function orderOf(moved: Moved, reason: string, at: number, by = "", byName = ""): MoveOrder {
  const people = new Map<string, Arrival>();
  for (const state of ["announced", "moved", "already", "offline", "full", "barred"] as const) {
    for (const id of moved[state]) people.set(id, state);
  }
  const { order, to, rooms, due, overtaken, apart, into } = moved;
  return {
    ...EMPTY,
    ...{ order, to, rooms, reason, at, due, by, byName, people, apart, into },
    overtook: overtaken,
    askedNot: moved.asked_not?.length ?? 0,
    counts: counted(people),
  };
}

/** An order of mine was given. What was heard of it meanwhile is newer than its receipt. */
export function given(orders: Orders, order: MoveOrder): Orders {
  const heard = orders.given.find((other) => other.order === order.order);
  const { overtook, apart, into } = order;
  return withOrder(orders, heard ? { ...heard, overtook, apart, into } : order);
}

/** All orders as the venue keeps them. */
export function listed(orders: Orders, all: readonly OrderListed[]): Orders {
  const known = new Map(orders.given.map((order) => [order.order, order]));
  const fresh = all.map((each) => orderListed(each, known.get(each.order)));
  return { ...orders, given: sorted(fresh) };
}

/** What is different with some of them. */
export function changed(orders: Orders, news: Pick<OrdersChanged, "orders" | "gone">): Orders {
  const gone = new Set(news.gone);
  const kept = { ...orders, given: orders.given.filter((order) => !gone.has(order.order)) };
  return news.orders.reduce<Orders>((now, each) => {
    const known = now.given.find((order) => order.order === each.order);
    return withOrder(now, orderListed(each, known, true));
  }, kept);
}

/** One order with all its people. */
export function shown(orders: Orders, order: OrderListed): Orders {
  return withOrder(
    orders,
    orderListed(
      order,
      orders.given.find((other) => other.order === order.order),
    ),
  );
}

/** An order is taken off the desk. */
export function dismissedOrder(orders: Orders, id: string): Orders {
  return { ...orders, away: new Set([...orders.away, id].slice(-KEPT)) };
}

/** The orders on the desk. */
export function onDesk({ given, away }: Orders): readonly MoveOrder[] {
  return given.filter((order) => !away.has(order.order));
}

function withOrder(orders: Orders, order: MoveOrder): Orders {
  return { ...orders, given: sorted([order, ...orders.given.filter((other) => other.order !== order.order)]) };
}

function sorted(orders: readonly MoveOrder[]): readonly MoveOrder[] {
  return [...orders].sort((one, other) => other.at - one.at).slice(0, KEPT);
}

/** `differences`: only people of whom something changed are named, unless the order is new. */
function orderListed(order: OrderListed, known: MoveOrder | undefined, differences = false): MoveOrder {
  const from = differences && known ? known : EMPTY;
  const people = new Map(from.people);
  const before = new Map(from.before);
  const overtakenBy = new Map(from.overtakenBy);
  for (const group of order.people ?? []) {
    for (const id of group.people) {
      people.set(id, arrivalOf(group.state));
      before.set(id, group.before);
      if (group.by !== "") overtakenBy.set(id, group.by);
    }
  }
  const counts = { ...NONE };
  for (const [state, count] of Object.entries(order.counts)) counts[arrivalOf(state as Fates["state"])] += count;
  return {
    order: order.order,
    by: order.by,
    byName: order.by_name,
    to: order.rooms[0] ?? "",
    rooms: order.rooms,
    reason: order.reason,
    at: order.at,
    due: order.due,
    people,
    counts,
    before,
    overtakenBy,
    complete: order.people !== null && people.size >= total(counts),
    cancelled: order.cancelled,
    undone: order.undone,
    overtook: known?.overtook ?? [],
    apart: known?.apart ?? [],
    askedNot: known?.askedNot ?? 0,
    into: known?.into ?? {},
  };
}

function arrivalOf(state: Fates["state"]): Arrival {
  return state === "ordered" ? "moved" : state;
}

function counted(people: ReadonlyMap<string, Arrival>): Record<Arrival, number> {
  const counts = { ...NONE };
  for (const state of people.values()) counts[state] += 1;
  return counts;
}

/** How many people are in an order. */
export function total(counts: Readonly<Record<Arrival, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
