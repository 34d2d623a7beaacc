import { describe, expect, it } from "vitest";
import { type HouseRoom } from "../../state";
import { companyAt, quietTable, tablesFor } from "./tables";

function table(number: number, present: number, changes: Partial<HouseRoom> = {}): HouseRoom {
  const taken = changes.taken ?? present;
  return {
    id: `cafeteria.${number}`,
    kind: "table",
    title: { de: `Tisch ${number}` },
    description: {},
    topic: { de: number % 2 ? "Digitale Formate" : "Wohnen" },
    number,
    parent: "cafeteria",
    capacity: 8,
    present,
    taken,
    free: 8 - taken,
    full: taken >= 8,
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

const topicOf = (room: HouseRoom) => room.topic?.de ?? "";
const numbers = (tables: readonly HouseRoom[]) => tables.map((room) => room.number);

describe("the tables of the cafeteria", () => {
  const hall = [table(1, 0), table(2, 8), table(3, 2), table(4, 7), table(12, 0)];

  it("are found by number or by words of their topic", () => {
    expect(numbers(tablesFor(hall, "all", "2", topicOf))).toEqual([2]);
    expect(numbers(tablesFor(hall, "all", " DIGITALE ", topicOf))).toEqual([1, 3]);
    expect(numbers(tablesFor(hall, "all", "", topicOf))).toEqual([1, 2, 3, 4, 12]);
  });

  it("are filtered to those with people or with room, and mine is always among them", () => {
    const mine = table(5, 8, { here: true });
    expect(numbers(tablesFor([...hall, mine], "people", "", topicOf))).toEqual([2, 3, 4, 5]);
    expect(numbers(tablesFor([...hall, mine], "room", "", topicOf))).toEqual([1, 3, 4, 12, 5]);
  });

  it("offer company where people sit and a chair is free, rather with two than with seven", () => {
    expect(companyAt(hall)?.number).toBe(3);
    expect(companyAt([table(1, 0), table(2, 8)])).toBeNull();
    expect(companyAt([table(1, 3, { here: true }), table(2, 7)])?.number).toBe(2);
    expect(companyAt([table(1, 3, { allowed: false, open: false })])).toBeNull();
    expect(companyAt([table(1, 3, { taken: 8 })])).toBeNull();
  });

  it("offer an empty one to those who want quiet", () => {
    expect(quietTable(hall)?.number).toBe(1);
    expect(quietTable([table(1, 1), table(2, 0, { taken: 8 })])).toBeNull();
  });
});
