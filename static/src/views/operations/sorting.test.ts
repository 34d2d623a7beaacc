import { describe, expect, it } from "vitest";
import { houseOf } from "../../state/rooms";
import { eventInfo, room, TEN } from "../../testing/samples";
import { withRooms } from "./desk";
import { shareOf, sortedRooms } from "./sorting";

const info = eventInfo({
  rooms: [room("foyer", "foyer"), room("b", "workshop", { capacity: 20 }), room("a", "workshop", { capacity: 100 })],
});
const { rooms } = houseOf(
  {
    info,
    counts: { rooms: { foyer: [30, 30], b: [19, 18], a: [25, 25] }, total: 74, at: TEN },
    here: null,
    limits: [],
    closed: [],
    now: TEN,
  },
  null,
);
const order = (by: string, down = false) => sortedRooms(rooms, { by, down }, ({ id }) => id).map(({ id }) => id);

describe("the rooms on the board", () => {
  it("stand in the order of the event until another one is asked for", () => {
    expect(sortedRooms(rooms, null, ({ id }) => id)).toBe(rooms);
    expect(order("name")).toEqual(["a", "b", "foyer"]);
    expect(order("present", true)).toEqual(["foyer", "a", "b"]);
  });

  it("are sorted by how full they are, those without a limit last in both directions", () => {
    expect(order("share", true)).toEqual(["b", "a", "foyer"]);
    expect(order("share")).toEqual(["a", "b", "foyer"]);
  });

  it("are as full as their seats are taken, whoever works there", () => {
    expect(rooms.map(shareOf)).toEqual([null, 0.9, 0.25]);
  });

  it("have a line of their own that grows by a point at a time", () => {
    const trends = withRooms(withRooms(new Map(), rooms), rooms);
    expect(trends.get("b")).toEqual([19, 19]);
  });
});
