import { type NodeHealth, type OperationsMeasured } from "../../protocol";
import { type HouseRoom } from "../../state";

/** Something that an operator should look at, the worst first. */
export interface Alarm {
  /** The same alarm has the same id from one look to the next. */
  readonly id: string;
  readonly kind: AlarmKind;
  readonly tone: "bad" | "warn";
  /** What it is about: a room's id, or a node's name; else empty. */
  readonly subject: string;
  /** In the unit of its kind: ms, a number per second, seats taken. */
  readonly value: number;
  /** The bound that the value is measured against, where there is one: seats of a room. */
  readonly of: number;
}

/** In the order of what to look at first. */
export const KINDS = [
  "link",
  "store",
  "silent",
  "node_gone",
  "node_late",
  "loop_lag",
  "store_trip",
  "bus_lag",
  "refusals",
  "round_trip",
  "room_full",
  "room_filling",
] as const;

export type AlarmKind = (typeof KINDS)[number];

/** A node that was heard of, and when for the last time (event time, ms). */
export interface KnownNode {
  readonly node: string;
  readonly host: string;
  readonly heardAt: number;
}

export interface Situation {
  readonly connected: boolean;
  readonly troubled: boolean;
  /** Since when this browser has been waiting for measurements, event time in ms. */
  readonly watchedSince: number;
  readonly measured: OperationsMeasured | null;
  readonly nodes: readonly KnownNode[];
  readonly roundTrip: number | null;
  readonly rooms: readonly HouseRoom[];
  readonly now: number;
}

/** From where on a number is worth a look, and from where on it is bad. Milliseconds; refusals per second. */
const BOUNDS = {
  silent: [3_000, 6_000],
  node_late: [3_000, 4_500],
  loop_lag: [200, 1_000],
  store_trip: [50, 250],
  bus_lag: [250, 1_000],
  refusals: [20, 200],
  round_trip: [500, 2_000],
} as const;

/** A room is filling from this share of its seats on; rooms smaller than this fill up in the ordinary course of things. */
const FILLING = 0.95;
const SMALL = 10;

/** Everything that is wrong or about to be, worst first. */
export function alarmsOf(situation: Situation): readonly Alarm[] {
  const alarms = [...ofReach(situation), ...ofNodes(situation), ...situation.rooms.flatMap(ofRoom)];
  return alarms.sort(
    (one, other) =>
      Number(other.tone === "bad") - Number(one.tone === "bad") || KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
  );
}

/** The nodes that were heard of before, and those that are now. */
export function withNodes(known: readonly KnownNode[], measured: OperationsMeasured): readonly KnownNode[] {
  const heard = measured.nodes.map(({ node, host, age }) => ({ node, host, heardAt: measured.at - age }));
  return [...known.filter(({ node }) => !heard.some((each) => each.node === node)), ...heard];
}

function ofReach({ connected, troubled, watchedSince, measured, roundTrip, now }: Situation): readonly Alarm[] {
  if (!connected) return [alarm("link", "bad", "", 0)];
  const alarms: Alarm[] = [];
  if (troubled || measured?.store === false) alarms.push(alarm("store", "bad", "", 0));
  alarms.push(...bounded("silent", "", now - Math.max(watchedSince, measured?.at ?? 0)));
  if (roundTrip !== null) alarms.push(...bounded("round_trip", "", roundTrip));
  return alarms;
}

function ofNodes({ measured, nodes, now }: Situation): readonly Alarm[] {
  if (!measured?.store) return [];
  const gone = nodes.filter(({ node }) => !measured.nodes.some((each) => each.node === node));
  return [
    ...gone.map((node) => alarm("node_gone", "bad", nameOf(node), now - node.heardAt)),
    ...measured.nodes.flatMap(ofNode),
  ];
}

function ofNode(node: NodeHealth): readonly Alarm[] {
  const name = nameOf(node);
  return [
    ...bounded("node_late", name, node.age),
    ...bounded("loop_lag", name, node.loop_lag),
    ...bounded("store_trip", name, node.store_trip),
    ...bounded("bus_lag", name, node.bus_lag),
    ...bounded("refusals", name, node.refusals),
  ];
}

/** Several nodes may run on one host. */
export function nameOf({ host, node }: Pick<NodeHealth, "host" | "node">): string {
  return `${host}/${node}`;
}

function ofRoom(room: HouseRoom): readonly Alarm[] {
  if (room.capacity === null || room.free === null || room.capacity < SMALL) return [];
  const taken = room.capacity - room.free;
  if (taken < FILLING * room.capacity) return [];
  const kind = room.full ? "room_full" : "room_filling";
  return [{ ...alarm(kind, "warn", room.id, taken), of: room.capacity }];
}

function bounded(kind: keyof typeof BOUNDS, subject: string, value: number): readonly Alarm[] {
  const [warn, bad] = BOUNDS[kind];
  if (value <= warn) return [];
  return [alarm(kind, value > bad ? "bad" : "warn", subject, value)];
}

function alarm(kind: AlarmKind, tone: Alarm["tone"], subject: string, value: number): Alarm {
  return { id: `${kind} ${subject}`, kind, tone, subject, value, of: 0 };
}
