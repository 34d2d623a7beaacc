import { describe, expect, it } from "vitest";
import { filled } from "./sentences";

describe("a sentence of the journal", () => {
  it("has names in their places, wherever the language puts them", () => {
    expect(filled("{by} hat {whom} eingelassen", { by: "Moderation", whom: "Gast 3" })).toEqual([
      { text: "Moderation", named: true },
      { text: " hat ", named: false },
      { text: "Gast 3", named: true },
      { text: " eingelassen", named: false },
    ]);
  });

  it("leaves out what has no name, and never reads a name as a template", () => {
    expect(filled("{by} → {room}", { by: "{room}" }).map(({ text }) => text)).toEqual(["{room}", " → "]);
  });
});
