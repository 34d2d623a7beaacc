import { describe, expect, it } from "vitest";
import { hue, initials } from "./faces";

describe("the round sign of a person", () => {
  it.each([
    ["Teilnehmerin 17", "T1"],
    ["Leitung, Kreis B", "LB"],
    ["Moderation", "M"],
    ["Anna-Lena von der Heide", "AH"],
    ["  ", ""],
    ["(Gast)", "G"],
    ["😀 Zoë Ümit", "ZÜ"],
    ["𝒜lpha Beta", "𝒜B"],
  ])("shows for %j the letters %j", (name, shown) => {
    expect(initials(name)).toBe(shown);
  });

  it("has one colour for a person, whoever looks, and many colours for many", () => {
    expect(hue("p-17")).toBe(hue("p-17"));
    const hues = new Set(Array.from({ length: 400 }, (_, n) => hue(`p-${n}`)));
    expect(hues.size).toBeGreaterThan(150);
  });
});
