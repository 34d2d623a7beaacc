import { describe, expect, it } from "vitest";
import { allOrNone, extended, NOTHING, toggled } from "./selection";

const people = ["a", "b", "c", "d", "e"];
const chosen = (selection: { chosen: ReadonlySet<string> }) => [...selection.chosen].sort().join("");

describe("selecting people in a list", () => {
  it("takes one more, and gives it back", () => {
    expect(chosen(toggled(NOTHING, "b"))).toBe("b");
    expect(chosen(toggled(toggled(NOTHING, "b"), "b"))).toBe("");
  });

  it("draws a range from the last one chosen, in both directions", () => {
    const start = toggled(NOTHING, "c");
    expect(chosen(extended(start, people, "e"))).toBe("cde");
    expect(chosen(extended(start, people, "a"))).toBe("abc");
    expect(chosen(extended(extended(start, people, "e"), people, "a"))).toBe("abcde");
  });

  it("begins the range where one is when the last one chosen is no longer listed", () => {
    const start = toggled(NOTHING, "gone");
    expect(chosen(extended(start, people, "d"))).toBe("dgone");
    expect(extended(start, people, "gone too")).toBe(start);
  });

  it("takes all that are listed, then none of them, and leaves those alone who are not listed", () => {
    const some = toggled(toggled(NOTHING, "b"), "elsewhere");
    const all = allOrNone(some, people);
    expect(chosen(all)).toBe("abcdeelsewhere");
    expect(chosen(allOrNone(all, people))).toBe("elsewhere");
  });
});
