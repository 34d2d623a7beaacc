import { describe, expect, it } from "vitest";
import { type Moved, type Whereabouts } from "../../protocol";
import { arrived, given, NO_ORDERS, orderOf } from "../../state/people";
import { member, TEN } from "../../testing/samples";
import { byName, groupsOf, isOpen } from "./groups";

const receipt: Moved = {
  order: "m.1",
  to: "plenum",
  moved: ["a", "b"],
  already: ["c"],
  offline: ["d"],
  full: ["e"],
  barred: ["f"],
};
const fresh = orderOf(receipt, "", TEN);
const told = (groups: ReturnType<typeof groupsOf>) => groups.map(({ fate, ids }) => `${fate} ${ids.join("")}`);

describe("what became of a move order", () => {
  it("names everybody once, whatever became of them", () => {
    expect(told(groupsOf(fresh, TEN))).toEqual(["moved ab", "already c", "offline d", "full e", "barred f"]);
  });

  it("fills as people arrive", () => {
    const [order] = arrived(given(NO_ORDERS, fresh), "m.1", ["b", "d"]).given;
    if (!order) throw new Error("the order is gone");
    expect(told(groupsOf(order, TEN))).toEqual(["arrived bd", "moved a", "already c", "full e", "barred f"]);
  });

  it("stops calling somebody on the way when no browser has confirmed it for ten seconds", () => {
    expect(told(groupsOf(fresh, TEN + 10_001))[0]).toBe("unconfirmed ab");
  });

  it("is open while somebody is under way or expected", () => {
    expect(isOpen(groupsOf(fresh, TEN))).toBe(true);
    const done = orderOf({ ...receipt, moved: [], offline: [] }, "", TEN);
    expect(isOpen(groupsOf(done, TEN))).toBe(false);
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
