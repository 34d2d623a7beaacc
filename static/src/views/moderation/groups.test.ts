import { describe, expect, it } from "vitest";
import { type Whereabouts } from "../../protocol";
import { type MoveOrder, orderOf } from "../../state/people";
import { member, receipt, TEN } from "../../testing/samples";
import { byName, groupsOf, numbersOf } from "./groups";

const lists = { moved: ["a", "b"], already: ["c"], offline: ["d"], full: ["e"], barred: ["f"] };
const fresh = orderOf(receipt(lists), "", TEN);
const told = (groups: ReturnType<typeof groupsOf>) => groups.map(({ fate, ids }) => `${fate} ${ids.join("")}`);

describe("what became of a move order", () => {
  it("names everybody once, whatever became of them", () => {
    expect(told(groupsOf(fresh, TEN))).toEqual(["moved ab", "already c", "offline d", "full e", "barred f"]);
  });

  it("stops calling somebody on the way when no browser has confirmed it for ten seconds", () => {
    expect(told(groupsOf(fresh, TEN + 10_001))[0]).toBe("unconfirmed ab");
  });

  it("counts as it lists, also where people are not known one by one", () => {
    const numbers = groupsOf(fresh, TEN).map(({ fate, ids }) => ({ fate, count: ids.length }));
    expect(numbersOf({ ...fresh, people: new Map() } as MoveOrder, TEN)).toEqual(numbers);
    expect(numbersOf(fresh, TEN + 10_001)[0]).toEqual({ fate: "unconfirmed", count: 2 });
  });

  it("waits with an announced order until it was due", () => {
    const late = { ...fresh, due: TEN + 60_000 };
    expect(told(groupsOf(late, TEN + 30_000))[0]).toBe("moved ab");
  });

  it("lists people by name, and those without a known name last", () => {
    const known = new Map<string, Whereabouts>(
      ["Zoe 10", "Zoe 2", "Änne"].map((name, at) => [
        String(at),
        { person: member(String(at), { name }), room: null, present: false, since: 0, connections: 0 },
      ]),
    );
    expect(byName(["x", "0", "1", "2"], known).map(({ name }) => name)).toEqual(["Änne", "Zoe 2", "Zoe 10", "x"]);
  });
});
