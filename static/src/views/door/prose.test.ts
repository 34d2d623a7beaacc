import { describe, expect, it } from "vitest";
import { piecesOf } from "./prose";

describe("a legal text", () => {
  it("has headings, paragraphs with their line breaks, and lists", () => {
    expect(piecesOf("## Impressum\nLandkreistag\nBerlin\n\nText\n- eins\n- zwei,\n  weiter\n\n## Mehr\nEnde")).toEqual([
      { kind: "heading", text: "Impressum" },
      { kind: "paragraph", text: "Landkreistag\nBerlin" },
      { kind: "paragraph", text: "Text" },
      { kind: "list", items: ["eins", "zwei, weiter"] },
      { kind: "heading", text: "Mehr" },
      { kind: "paragraph", text: "Ende" },
    ]);
  });

  it("may be empty", () => {
    expect(piecesOf("")).toEqual([]);
  });
});
