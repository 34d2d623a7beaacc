import { describe, expect, it } from "vitest";
import { type NodeHealth, type OperationsMeasured } from "../../protocol";
import { houseOf } from "../../state/rooms";
import { eventInfo, room, TEN } from "../../testing/samples";
import { alarmsOf, type Situation, withNodes } from "./alarms";

function node(name: string, more: Partial<NodeHealth> = {}): NodeHealth {
  return {
    node: name,
    host: `host-${name}`,
    started: TEN,
    age: 400,
    connections: 200,
    people: 190,
    deliveries: 900,
    commands: 12,
    refusals: 0,
    loop_lag: 4,
    store_trip: 0.4,
    bus_lag: 1.2,
    memory: 90_000_000,
    ...more,
  };
}

function measured(nodes: readonly NodeHealth[], more: Partial<OperationsMeasured> = {}): OperationsMeasured {
  const store = { store: true, store_version: "7.0", store_memory: 1, tickets: 447, held: 0 };
  return { on: "operations.measured", at: TEN, nodes, ...store, ...more };
}

function rooms(taken: number) {
  const info = eventInfo({
    rooms: [room("hall", "workshop", { capacity: 100 }), room("table", "table", { capacity: 8 })],
  });
  const counts = { rooms: { hall: [taken, taken], table: [8, 8] }, total: taken, at: TEN } as const;
  return houseOf(
    { info, counts: { ...counts, rooms: { ...counts.rooms } as never }, here: null, limits: [], closed: [], now: TEN },
    null,
  ).rooms;
}

function situation(more: Partial<Situation> = {}): Situation {
  const now = measured([node("a"), node("b")]);
  return {
    connected: true,
    troubled: false,
    watchedSince: TEN - 60_000,
    measured: now,
    nodes: withNodes([], now),
    roundTrip: 20,
    rooms: rooms(50),
    now: TEN + 400,
    ...more,
  };
}

const told = (more: Partial<Situation>) => alarmsOf(situation(more)).map(({ kind, tone }) => `${kind} ${tone}`);

describe("what an operator is called to", () => {
  it("is nothing on a good day", () => {
    expect(told({})).toEqual([]);
  });

  it("is a node that has not renewed its lease for three seconds", () => {
    expect(told({ measured: measured([node("a", { age: 3_001 }), node("b")]) })).toEqual(["node_late warn"]);
    expect(told({ measured: measured([node("a", { age: 5_000 }), node("b")]) })).toEqual(["node_late bad"]);
  });

  it("is a node that is no longer heard of, though nobody mentions it any more", () => {
    const [gone] = alarmsOf(situation({ measured: measured([node("a")]), now: TEN + 9_000 - 8_000 }));
    expect(gone).toMatchObject({ kind: "node_gone", subject: "host-b/b", value: 1_400 });
  });

  it("is the store, and then no node is blamed for it", () => {
    expect(told({ measured: measured([], { store: false }) })).toEqual(["store bad"]);
    expect(told({ troubled: true })).toEqual(["store bad"]);
  });

  it("is silence: a board that stands still looks like a healthy house", () => {
    expect(told({ now: TEN + 3_500 })).toEqual(["silent warn"]);
    expect(told({ measured: null, watchedSince: TEN, nodes: [], now: TEN + 7_000 })).toEqual(["silent bad"]);
    expect(told({ measured: null, watchedSince: TEN, nodes: [], now: TEN + 1_000 })).toEqual([]);
  });

  it("is the lost connection alone, since nothing else can be known then", () => {
    expect(told({ connected: false, troubled: true, rooms: [] })).toEqual(["link bad"]);
  });

  it("is a room with hardly a seat left; that a table is full is why it is there", () => {
    expect(told({ rooms: rooms(94) })).toEqual([]);
    expect(told({ rooms: rooms(95) })).toEqual(["room_filling warn"]);
    expect(told({ rooms: rooms(100) })).toEqual(["room_full warn"]);
  });

  it("tells the worst first", () => {
    const sick = measured([node("a", { loop_lag: 250, store_trip: 300 }), node("b")]);
    expect(told({ measured: sick, rooms: rooms(100), roundTrip: 600 })).toEqual([
      "store_trip bad",
      "loop_lag warn",
      "round_trip warn",
      "room_full warn",
    ]);
  });
});
