import { describe, expect, it } from "vitest";
import { Formats } from "../../i18n";
import { ageOf, spanOf } from "./spans";
import { whereaboutsTexts } from "./texts";

const { de, en } = whereaboutsTexts;
const german = new Formats("de", "Europe/Berlin");
const english = new Formats("en", "Europe/Berlin");

describe("spans of time on a desk", () => {
  it("are told in their largest unit", () => {
    expect(spanOf(40_900, de, german)).toBe("40\u00a0s");
    expect(spanOf(60_000, de, german)).toBe("1\u00a0min");
    expect(spanOf(59 * 60_000, en, english)).toBe("59\u00a0min");
    expect(spanOf(2.5 * 3_600_000, en, english)).toBe("2\u00a0h");
    expect(spanOf(-5, en, english)).toBe("0\u00a0s");
  });

  it("are told as an age, with tenths while it is young", () => {
    expect(ageOf(440, de, german)).toBe("vor\u00a00,4\u00a0s");
    expect(ageOf(0, en, english)).toBe("0.0\u00a0s\u00a0ago");
    expect(ageOf(12_700, de, german)).toBe("vor\u00a012\u00a0s");
    expect(ageOf(185_000, en, english)).toBe("3\u00a0min\u00a0ago");
  });
});
