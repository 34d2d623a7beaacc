import { describe, expect, it } from "vitest";
import { type Journal, type JournalEntry } from "../../protocol";
import { TEN } from "../../testing/samples";
import { type JournalPages, withNewest, withOlder } from "./pages";

function entry(number: number): JournalEntry {
  const who = { by: "m", by_name: "Moderation", whom: null, whom_name: "" };
  return { number, at: TEN + number, action: "move", room: "plenum", count: 1, reason: "", ...who };
}

function page(from: number, to: number): Journal {
  const entries = Array.from({ length: from - to + 1 }, (_, at) => entry(from - at));
  return { entries, older: to > 1 };
}

const numbers = (pages: JournalPages) => pages.entries.map(({ number }) => number).join(" ");

describe("reading the journal", () => {
  it("lays new entries on top of what was read", () => {
    const pages = withNewest(withOlder(withNewest(null, page(6, 4)), page(3, 1)), page(8, 6));
    expect(numbers(pages)).toBe("8 7 6 5 4 3 2 1");
    expect(pages.older).toBe(false);
  });

  it("joins a page that begins right after what was read", () => {
    expect(numbers(withNewest(withNewest(null, page(3, 1)), page(6, 4)))).toBe("6 5 4 3 2 1");
  });

  it("forgets what is older rather than leave a hole", () => {
    const pages = withNewest(withNewest(null, page(3, 1)), page(9, 7));
    expect(numbers(pages)).toBe("9 8 7");
    expect(pages.older).toBe(true);
  });

  it("never shows an entry twice", () => {
    expect(numbers(withOlder(withNewest(null, page(5, 3)), page(4, 1)))).toBe("5 4 3 2 1");
  });

  it("is empty before anything was decided", () => {
    expect(withNewest(null, { entries: [], older: false })).toEqual({ entries: [], older: false });
  });
});
