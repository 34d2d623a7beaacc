import { describe, expect, it } from "vitest";
import { chairsFor, dots, hall, roundTable, seated, seatingOrder } from "./seats";

describe("the plan of a hall", () => {
  it.each([1, 2, 7, 8, 40, 120, 150, 450, 1200])(
    "has a seat for each of %i people, inside of it and beside the others",
    (count) => {
      const { seats, width, height } = hall(count);
      expect(seats).toHaveLength(count);
      for (const seat of seats) {
        expect(seat.x).toBeGreaterThan(0);
        expect(seat.x).toBeLessThan(width);
        expect(seat.y).toBeGreaterThan(0);
        expect(seat.y).toBeLessThan(height);
      }
      const sorted = [...seats].sort((one, other) => one.x - other.x);
      const closest = sorted.flatMap((seat, at) =>
        sorted.slice(at + 1, at + 60).map((other) => Math.hypot(seat.x - other.x, seat.y - other.y)),
      );
      expect(Math.min(9, ...closest)).toBeGreaterThan(0.85);
    },
  );

  it.each([120, 450, 1200])(
    "is wider than deep for %i people, and a flat band where there is little height",
    (count) => {
      const deep = hall(count);
      expect(deep.width / deep.height).toBeGreaterThan(1.3);
      expect(deep.width / deep.height).toBeLessThan(2.2);
      const flat = hall(count, "flat");
      expect(flat.width / flat.height).toBeGreaterThan(2.4);
    },
  );

  it("shows every place of a workshop, and of a great hall as many chairs as are needed", () => {
    expect(chairsFor(120, 3)).toBe(120);
    expect(chairsFor(120, 124)).toBe(124);
    expect(chairsFor(1200, 0)).toBe(120);
    expect(chairsFor(1200, 388)).toBe(540);
    expect(chairsFor(1200, 1195)).toBe(1200);
    expect(chairsFor(null, 3000)).toBe(3450);
    expect(chairsFor(400, 390)).toBe(400);
  });

  it("is empty where nobody can sit", () => {
    expect(hall(0).seats).toEqual([]);
    expect(dots([])).toBe("");
  });

  it("seats people scattered, and rather at the front", () => {
    const { seats } = hall(450);
    const order = seatingOrder(seats);
    expect(new Set(order).size).toBe(450);
    const depth = (from: number, to: number) =>
      order.slice(from, to).reduce((sum, at) => sum + (seats[at]?.y ?? 0), 0) / (to - from);
    expect(depth(0, 100)).toBeLessThan(depth(350, 450));
  });
});

describe("a round table", () => {
  it("has its seats at equal distances, the first at the top", () => {
    const seats = roundTable(8);
    expect(seats[0]).toEqual({ x: 2, y: 0.5 });
    expect(seats[2]).toEqual({ x: 3.5, y: 2 });
    expect(seats).toHaveLength(8);
  });
});

describe("people at a table", () => {
  it("keep their chairs when others leave, and newcomers take the first free one", () => {
    const first = seated([], ["a", "b", "c"], 4);
    expect(first).toEqual(["a", "b", "c", null]);
    const second = seated(first, ["c", "d", "e"], 4);
    expect(second).toEqual(["d", "e", "c", null]);
    expect(seated(second, [], 4)).toEqual([null, null, null, null]);
  });

  it("all have a chair, even when there are more of them than chairs", () => {
    expect(seated(["a"], ["a", "b", "c"], 2)).toEqual(["a", "b", "c"]);
  });
});
