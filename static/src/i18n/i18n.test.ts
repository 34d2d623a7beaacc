import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue";
import { Formats } from "./formats";
import { firstLanguage } from "./index";

/** Every sentence with its place: `door.enterAs`. */
function places(texts: object, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, text]: [string, unknown]) =>
    typeof text === "object" && text !== null ? places(text, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

describe("the two languages", () => {
  it("say the same things", () => {
    expect(places(catalogue.en)).toEqual(places(catalogue.de));
  });

  it("have no empty sentence", () => {
    for (const texts of Object.values(catalogue)) {
      expect(JSON.stringify(texts)).not.toContain('""');
    }
  });
});

describe("the first language", () => {
  it("is the chosen one, else the browser's, else the event's first", () => {
    expect(firstLanguage(["de", "en"], ["en-GB", "de"], "de")).toBe("de");
    expect(firstLanguage(["de", "en"], ["fr", "en-GB"], null)).toBe("en");
    expect(firstLanguage(["de", "en"], ["fr"], "nonsense")).toBe("de");
    expect(firstLanguage(["en"], ["de"], "de")).toBe("en");
  });
});

describe("times and numbers", () => {
  const german = new Formats("de", "Europe/Berlin");
  const at = Date.UTC(2021, 10, 29, 9, 30);

  it("are of the event's time zone", () => {
    expect(german.span(at, at + 3_600_000)).toBe("10:30–11:30");
    expect(german.date(at)).toBe("Montag, 29. November 2021");
    expect(german.zoneName(at)).toBe("MEZ");
    expect(new Formats("en", "America/New_York").clock(at)).toBe("04:30");
  });

  it("are written as the language does", () => {
    expect(german.number(1234)).toBe("1.234");
    expect(german.number(1.25, 1)).toMatch(/^1,[23]$/);
    expect(new Formats("en", "UTC").number(1234)).toBe("1,234");
    expect(german.bytes(12_300_000)).toBe("12,3 MB");
    expect(german.minutes(61_000)).toBe(2);
    expect(german.list(["A", "B", "C"])).toBe("A, B und C");
  });
});
