import { describe, expect, it } from "vitest";
import { type Entry, grouped } from "./grouping";

const MINUTE = 60_000;
const rules = { mark: null, dayOf: (at: number) => String(Math.floor(at / (24 * 60 * MINUTE))) };

let next = 1;
function said(by: string, at: number): Entry {
  const offset = next++;
  return { kind: "message", offset, ref: `r${offset}`, by, at };
}

/** "aa b" for a group of two by a and a group of one by b. */
function drawn(entries: readonly Entry[], with_: Partial<Parameters<typeof grouped>[1]> = {}): string {
  return grouped(entries, { ...rules, ...with_ })
    .map((block) => (block.kind === "group" ? block.entries.map((entry) => entry.by).join("") : block.kind))
    .join(" ");
}

describe("messages of a room", () => {
  it("of one person in one go stand together", () => {
    expect(drawn([said("a", 0), said("a", 1), said("b", 2), said("a", 3)])).toBe("aa b a");
  });

  it("are parted by a long pause, and stay together over several short ones", () => {
    expect(drawn([said("a", 0), said("a", 4 * MINUTE), said("a", 8 * MINUTE), said("a", 14 * MINUTE)])).toBe("aaa a");
  });

  it("are parted by days, the first of which is not named", () => {
    const day = 24 * 60 * MINUTE;
    expect(drawn([said("a", day - 2), said("a", day - 1), said("b", day + 1)])).toBe("aa day b");
  });

  it("are parted where unread ones begin", () => {
    const entries = [said("a", 0), said("a", 1), said("a", 2)];
    const third = entries[2];
    expect(drawn(entries, { mark: third && "offset" in third ? third.offset : null })).toBe("aa mark a");
  });

  it("that are on their way stand with what the same person just said", () => {
    const mine: Entry = { kind: "outgoing", ref: "r-new", by: "a", at: 3 };
    expect(drawn([said("b", 0), said("a", 1), mine])).toBe("b aa");
  });

  it("leave one line for all that were deleted in a row", () => {
    const gone = (offset: number): Entry => ({ kind: "deleted", offset });
    const blocks = grouped([said("a", 0), gone(101), gone(102), said("a", 1), gone(104)], rules);
    expect(blocks.map((block) => block.kind)).toEqual(["group", "deleted", "group", "deleted"]);
    expect(blocks[1]).toMatchObject({ offsets: [101, 102] });
  });

  it("make way for announcements", () => {
    expect(drawn([said("a", 0), { kind: "announcement", offset: 900, at: 1 }, said("a", 2)])).toBe("a announcement a");
  });

  it("come in groups that are not endless, each with a key of its own", () => {
    const blocks = grouped(
      Array.from({ length: 1000 }, (_, at) => said("a", at)),
      rules,
    );
    expect(blocks.length).toBeGreaterThan(80);
    expect(new Set(blocks.map((block) => block.key)).size).toBe(blocks.length);
  });
});
