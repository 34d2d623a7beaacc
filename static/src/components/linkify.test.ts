import { describe, expect, it } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).flatMap((piece) => (piece.href ? [piece.href] : []));

describe("addresses in a message", () => {
  it("become links, and the words around them stay words", () => {
    expect(linkify("Siehe https://example.org/a?b=1#c, Seite 3.")).toEqual([
      { text: "Siehe " },
      { text: "https://example.org/a?b=1#c", href: "https://example.org/a?b=1#c" },
      { text: ", Seite 3." },
    ]);
  });

  it.each([
    ["https://example.org.", "https://example.org/"],
    ["(https://example.org/x)", "https://example.org/x"],
    ["https://example.org/wiki/Amt_(Behörde)", "https://example.org/wiki/Amt_(Beh%C3%B6rde)"],
    ["(siehe https://example.org/a_(b)).", "https://example.org/a_(b)"],
    ["„https://example.org/zitat“ steht dort", "https://example.org/zitat"],
    ["WWW.Example.org/Pfad!", "https://www.example.org/Pfad"],
    ["http://example.org?", "http://example.org/"],
    ["https://müller.example/", "https://xn--mller-kva.example/"],
  ])("in %j are found as %j", (text, href) => {
    expect(links(text)).toEqual([href]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x file:///etc/passwd ftp://example.org",
    "https://",
    "https://localhost/x",
    "https://bank.example@evil.example/",
    "https://user:word@example.org/",
    "xhttps://example.org",
    "ohne Adresse",
    "",
  ])("of another kind stay words: %j", (text) => {
    expect(links(text)).toEqual([]);
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("are found one after the other, and no sign of the message is lost", () => {
    const text = "a https://one.example b\nhttps://two.example/(x) c www.three.example.";
    const pieces = linkify(text);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(links(text)).toHaveLength(3);
  });

  it("take no longer for a long message full of them", () => {
    const text = "https://a.example/".repeat(2000) + "(".repeat(2000) + ")".repeat(2000);
    const before = performance.now();
    linkify(text);
    expect(performance.now() - before).toBeLessThan(200);
  });
});
