import { describe, expect, it } from "vitest";
import { announcement, eventInfo, member, MINUTE, session, TEN } from "../testing/samples";
import { type OperationsMeasured } from "../protocol";
import { announced, dismissed, keepAnnouncements, NO_ANNOUNCEMENTS, restoredAnnouncements } from "./announcements";
import { drafted, restoredDrafts } from "./drafts";
import { EMPTY_BOARD, measured, sampled } from "./operations";
import { programmeAt } from "./programme";
import { applauseOf, faded, heard } from "./reactions";
import { counted, houseOf, NO_COUNTS } from "./rooms";
import { changed, listed } from "./roster";

describe("the roster", () => {
  const list = listed({ count: 2, people: [member("b", { name: "Zoë" }), member("a", { name: "Ärmel" })] });

  it("stands in the order of a telephone book", () => {
    const news = { on: "roster.changed" as const, room: "plenum", count: 3, joined: [member("c", { name: "anna" })] };
    expect(changed(list, news).people?.map(({ name }) => name)).toEqual(["anna", "Ärmel", "Zoë"]);
  });

  it("takes who left and who came back in one step", () => {
    const news = { joined: [member("a", { name: "New Name" })], left: ["b", "a"], count: 1 };
    const after = changed(list, { on: "roster.changed", room: "plenum", ...news });
    expect(after).toEqual({ count: 1, people: [member("a", { name: "New Name" })] });
  });

  it("is a count alone where there are too many", () => {
    const many = listed({ count: 300, people: null });
    expect(changed(many, { on: "roster.changed", room: "plenum", count: 301 })).toEqual({ count: 301, people: null });
  });
});

describe("the house", () => {
  const counts = { ...NO_COUNTS, rooms: { plenum: [3, 2], workshop: [10, 10] } as Record<string, [number, number]> };
  const input = {
    info: eventInfo(),
    counts: { ...counts, at: 1, total: 13 },
    here: "plenum",
    limits: [],
    closed: [],
    now: TEN,
  };

  it("shows every room with who is there, what is free, and where I am", () => {
    const house = houseOf(input, null);
    expect(house.rooms.map(({ id }) => id)).toEqual(["foyer", "plenum", "workshop", "cafeteria"]);
    const [, plenum, workshop, cafeteria] = house.rooms;
    expect(plenum).toMatchObject({ present: 3, capacity: null, free: null, full: false, here: true });
    expect(workshop).toMatchObject({ free: 0, full: true });
    expect(cafeteria?.tables.map(({ number, free }) => [number, free])).toEqual([
      [1, 8],
      [2, 8],
    ]);
  });

  it("says of a hall that I am there when I sit at one of its tables", () => {
    const cafeteria = houseOf({ ...input, here: "cafeteria.2" }, null).rooms[3];
    expect(cafeteria?.here).toBe(true);
    expect(cafeteria?.tables.map(({ here }) => here)).toEqual([false, true]);
  });

  it("does not count those at the tables as standing in the hall", () => {
    const rooms = eventInfo().rooms.map((room) => (room.id === "cafeteria" ? { ...room, capacity: 5 } : room));
    const busy = { cafeteria: [9, 9], "cafeteria.1": [8, 8] } as Record<string, [number, number]>;
    const house = houseOf({ ...input, info: eventInfo({ rooms }), counts: { rooms: busy, total: 9, at: 1 } }, null);
    expect(house.rooms[3]).toMatchObject({ taken: 9, free: 4, full: false });
  });

  it("locks what my ticket does not open; the foyer and a hall's tables stay open with it", () => {
    const house = houseOf({ ...input, limits: ["cafeteria"] }, null);
    expect(house.rooms.map(({ id, allowed }) => [id, allowed])).toEqual([
      ["foyer", true],
      ["plenum", false],
      ["workshop", false],
      ["cafeteria", true],
    ]);
    expect(house.rooms[3]?.tables.every(({ allowed }) => allowed)).toBe(true);
  });

  it("closes a hall with its tables, whatever my ticket opens", () => {
    const house = houseOf({ ...input, closed: ["cafeteria"] }, null);
    expect(house.rooms.filter(({ closed }) => closed).map(({ id }) => id)).toEqual(["cafeteria"]);
    expect(house.rooms[3]?.tables.some(({ open }) => open)).toBe(false);
    expect(house.rooms[3]).toMatchObject({ allowed: true, open: false });
  });

  it("is the same object while nothing changed, and keeps rooms that did not", () => {
    const before = houseOf(input, null);
    expect(houseOf(input, before)).toBe(before);
    const news = counted(input.counts, { counts: { plenum: [4, 3] }, total: 14, at: 2 });
    const after = houseOf({ ...input, counts: news }, before);
    expect(after.rooms[2]).toBe(before.rooms[2]);
    expect(after.rooms[1]).toMatchObject({ present: 4 });
  });

  it("does not go back to an older count", () => {
    const late = counted(input.counts, { counts: { plenum: [0, 0] }, total: 0, at: 0 });
    expect(late).toBe(input.counts);
  });
});

describe("the programme", () => {
  const info = eventInfo({
    sessions: [
      session("opening", "plenum", TEN, TEN + 30 * MINUTE),
      session("debate", "plenum", TEN + 60 * MINUTE, TEN + 120 * MINUTE),
      session("round", "workshop", TEN + 60 * MINUTE, TEN + 90 * MINUTE),
    ],
  });
  const at = (minutes: number) => programmeAt(info, TEN + minutes * MINUTE);

  it("knows what is on, how long still, and what comes next", () => {
    const now = at(10);
    expect(now).toMatchObject({ phase: "during", left: 20 * MINUTE, nextStarts: TEN + 60 * MINUTE });
    expect(now.current.map(({ id }) => id)).toEqual(["opening"]);
    expect(now.next.map(({ id }) => id)).toEqual(["debate", "round"]);
    expect(now.progress).toBeCloseTo(1 / 3);
  });

  it("knows the time before, the breaks and the end", () => {
    expect(at(-5)).toMatchObject({ phase: "before", current: [], left: 0 });
    expect(at(30)).toMatchObject({ phase: "between", current: [], ends: null });
    expect(at(120)).toMatchObject({ phase: "after", next: [], nextStarts: null });
  });

  it("counts to the first end where several run", () => {
    expect(at(70)).toMatchObject({ ends: TEN + 90 * MINUTE, phase: "during" });
  });
});

describe("applause", () => {
  it("adds up what the room does, and fades", () => {
    const items = heard(heard([], { applause: 3, heart: 1 }, 0), { applause: 4, unknown: 9 }, 1_000);
    expect(applauseOf(items)).toEqual({ applause: 7, heart: 1 });
    expect(applauseOf(faded(items, 6_500))).toEqual({ applause: 4 });
    expect(faded(items, 500)).toBe(items);
  });
});

describe("announcements", () => {
  it("are shown once, in whichever room they are found", () => {
    const first = announced(NO_ANNOUNCEMENTS, [announcement("plenum", 3, { id: "a" })], TEN);
    const second = announced(dismissed(first, "a"), [announcement("foyer", 9, { id: "a" })], TEN);
    expect(first.shown).toHaveLength(1);
    expect(second.shown).toEqual([]);
  });

  it("are no news any more after ten minutes", () => {
    expect(announced(NO_ANNOUNCEMENTS, [announcement("plenum", 3)], TEN + 11 * MINUTE).shown).toEqual([]);
  });

  it("stay dismissed after a reload; what nobody dismissed comes back", () => {
    let paper = "";
    const shelf = { read: () => paper, write: (text: string) => (paper = text) };
    const both = announced(
      NO_ANNOUNCEMENTS,
      [announcement("p", 1, { id: "a" }), announcement("p", 2, { id: "b" })],
      TEN,
    );
    keepAnnouncements(shelf, dismissed(both, "a"));
    const after = announced(restoredAnnouncements(shelf), [announcement("p", 1, { id: "a" })], TEN);
    expect(after.shown).toEqual([]);
    expect(announced(after, [announcement("p", 2, { id: "b" })], TEN).shown).toHaveLength(1);
  });
});

describe("drafts", () => {
  it("belong to their room and survive a reload", () => {
    const drafts = drafted(drafted(drafted({}, "plenum", "a"), "foyer", "b"), "plenum", "");
    expect(drafts).toEqual({ foyer: "b" });
    expect(restoredDrafts({ read: () => JSON.stringify(drafts), write: () => undefined })).toEqual(drafts);
    expect(restoredDrafts({ read: () => '{"a":1,"b":"x"}', write: () => undefined })).toEqual({ b: "x" });
    expect(restoredDrafts({ read: () => "{", write: () => undefined })).toEqual({});
  });
});

describe("the board", () => {
  it("notes how full the house is every ten seconds", () => {
    const news = { nodes: [{ deliveries: 5 }, { deliveries: 7 }] } as unknown as OperationsMeasured;
    const counts = { rooms: {}, total: 40, at: 1 };
    const first = sampled(measured(EMPTY_BOARD, news), counts, TEN);
    expect(first.samples).toEqual([{ at: TEN, total: 40, deliveries: 12 }]);
    expect(sampled(first, counts, TEN + 9_000)).toBe(first);
    expect(sampled(first, counts, TEN + 10_000).samples).toHaveLength(2);
  });
});
