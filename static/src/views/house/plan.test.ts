import { describe, expect, it } from "vitest";
import { type EventInfo, type SessionInfo } from "../../protocol";
import { type HouseRoom } from "../../state";
import { planOf, tablesOf } from "./plan";

function room(id: string, kind: HouseRoom["kind"], changes: Partial<HouseRoom> = {}): HouseRoom {
  return {
    id,
    kind,
    title: { de: id },
    description: {},
    topic: null,
    number: null,
    parent: null,
    capacity: null,
    present: 0,
    taken: 0,
    free: null,
    full: false,
    here: false,
    allowed: true,
    closed: false,
    open: true,
    tables: [],
    session: null,
    next: null,
    ...changes,
  };
}

function session(roomId: string, slot: string | null, starts: number, ends: number): SessionInfo {
  return { id: `${roomId} ${starts}`, room: roomId, slot, starts, ends, title: {}, description: {} };
}

const rooms = [
  room("foyer", "foyer"),
  room("plenum", "plenum"),
  room("w1", "workshop"),
  room("w2", "workshop"),
  room("w3", "workshop"),
  room("open-space", "workshop"),
  room("cafeteria", "cafeteria"),
];
const info = {
  slots: [
    { id: "s1", title: {}, starts: 100, ends: 200 },
    { id: "s2", title: {}, starts: 300, ends: 400 },
  ],
  sessions: [
    session("w1", "s1", 100, 200),
    session("w2", "s1", 100, 200),
    session("w3", "s2", 300, 400),
    session("w2", "s2", 300, 400),
  ],
} as unknown as EventInfo;

/** "main: foyer plenum | s1: w1 w2 ..." with a star where it matters now. */
function drawn(now: number): string {
  return planOf(rooms, info, now)
    .map((wing) => `${wing.id}${wing.current ? "*" : ""}: ${wing.rooms.map((item) => item.id).join(" ")}`)
    .join(" | ");
}

describe("the floor plan", () => {
  it("shows in the morning the rooms for everybody, then the first workshops, and the later ones small at the end", () => {
    expect(drawn(50)).toBe("main*: foyer plenum | s1*: w1 w2 | rest*: open-space | gathering*: cafeteria | s2: w3");
  });

  it("moves on to the next slot when one has ended, and a room that is used again with it", () => {
    expect(drawn(199)).toContain("s1*: w1 w2");
    expect(drawn(200)).toBe("main*: foyer plenum | s2*: w2 w3 | rest*: open-space | gathering*: cafeteria | s1: w1");
  });

  it("keeps every room on it after the last slot, too", () => {
    const shown = planOf(rooms, info, 999).flatMap((wing) => wing.rooms);
    expect(new Set(shown.map((item) => item.id)).size).toBe(rooms.length);
    expect(shown).toHaveLength(rooms.length);
  });

  it("is empty for a house without rooms", () => {
    expect(planOf([], info, 0)).toEqual([]);
  });

  it("sums up the tables of a hall", () => {
    const tables = [
      room("c.1", "table", { present: 3, free: 5 }),
      room("c.2", "table", { present: 0, free: 8 }),
      room("c.3", "table", { present: 1, free: 0, full: true }),
    ];
    expect(tablesOf(room("c", "cafeteria", { tables }))).toEqual({ people: 4, tables: 2, free: 13 });
  });
});
