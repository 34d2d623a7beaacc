import { describe, expect, it } from "vitest";
import { fitted, type Way } from "./ways";

function ways(...ids: Way["id"][]): readonly Way[] {
  return ids.map((id) => ({ id, href: `/day/${id}`, icon: "info", label: id }));
}

const idsOf = (some: readonly Way[]) => some.map(({ id }) => id);

describe("ways that have little room", () => {
  it("all stand where they fit, without a way to others", () => {
    const all = ways("programme", "day");
    expect(fitted(all, 2)).toEqual({ shown: all, others: [] });
  });

  it("those of the team come first, in the order in which they always stand", () => {
    const all = ways("programme", "day", "moderation", "run", "operations", "infodesk");
    const { shown, others } = fitted(all, 3);
    expect(idsOf(shown)).toEqual(["moderation", "infodesk"]);
    expect(idsOf(others)).toEqual(["programme", "day", "run", "operations"]);
  });

  it("no way is lost or doubled, however little room there is", () => {
    const all = ways("programme", "day", "moderation", "run", "operations", "infodesk");
    for (let room = 0; room <= all.length; room += 1) {
      const { shown, others } = fitted(all, room);
      expect(idsOf([...shown, ...others]).sort()).toEqual(idsOf(all).sort());
      expect(shown.length + Number(others.length > 0)).toBeLessThanOrEqual(Math.max(1, room));
    }
  });
});
