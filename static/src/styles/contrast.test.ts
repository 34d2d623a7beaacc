import { describe, expect, it } from "vitest";
import css from "./tokens.css?raw";

type Theme = "light" | "dark";
type Colour = readonly [lightness: number, a: number, b: number];

const declared = new Map(
  [...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
);

/** Colours of a theme as the browser computes them: light-dark, var with fallback, color-mix in oklab. */
function colour(value: string, theme: Theme, event: ReadonlyMap<string, string>): Colour {
  const text = value.trim();
  const pair = /^light-dark\((.*)\)$/s.exec(text);
  if (pair?.[1]) return colour(parts(pair[1])[theme === "light" ? 0 : 1] ?? "", theme, event);
  const reference = /^var\(--([\w-]+)(?:,\s*(.*))?\)$/s.exec(text);
  if (reference?.[1])
    return colour(event.get(reference[1]) ?? declared.get(reference[1]) ?? reference[2] ?? "", theme, event);
  const mix = /^color-mix\(in oklab, (.*) (\d+)%, (.*)\)$/s.exec(text);
  if (mix?.[1] && mix[2] && mix[3]) {
    const [one, other] = [colour(mix[1], theme, event), colour(mix[3], theme, event)];
    const share = Number(mix[2]) / 100;
    return one.map((part, at) => part * share + (other[at] ?? 0) * (1 - share)) as unknown as Colour;
  }
  return oklab(text);
}

/** The arguments of a CSS function: parted by the commas that stand outside of brackets. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (sign !== "," || depth > 0) continue;
    found.push(text.slice(from, at));
    from = at + 1;
  }
  return [...found, text.slice(from)];
}

function linear(hex: string): number[] {
  return [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
}

/** sRGB to OKLab and back to relative luminance: the matrices are those of CSS Color 4. */
function oklab(hex: string): Colour {
  const [r = 0, g = 0, b = 0] = linear(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function luminance([lightness, a, b]: Colour): number {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: Theme, event: ReadonlyMap<string, string>): number {
  const [low = 0, high = 0] = [one, other]
    .map((name) => luminance(colour(`var(--${name})`, theme, event)))
    .sort((here, there) => here - there);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["ground", "surface", "sunken"];
const text: [ink: string, grounds: string[]][] = [
  ["ink", [...grounds, "accent-soft", "here-soft", "good-soft", "warn-soft", "bad-soft"]],
  ["ink-2", [...grounds, "accent-soft", "here-soft", "good-soft", "warn-soft", "bad-soft"]],
  ["ink-3", ["ground", "surface"]],
  ["accent", [...grounds, "accent-soft"]],
  ["here", ["ground", "surface", "here-soft"]],
  ["good", ["ground", "surface", "good-soft"]],
  ["warn", ["ground", "surface", "warn-soft"]],
  ["bad", ["ground", "surface", "bad-soft"]],
  ["on-accent", ["accent", "accent-strong"]],
  ["on-bad", ["bad"]],
  ["on-stage", ["stage", "stage-deep"]],
  ["on-stage-2", ["stage", "stage-deep"]],
  ["stage-light", ["stage", "stage-deep"]],
];

// Accents at the edge of what venue/model/colour.py accepts (light), each with what it makes of them for dark.
const accents: [light: string, dark: string][] = [
  ["#0b5f73", "#669ba8"],
  ["#000000", "#939393"],
  ["#66666a", "#929295"],
  ["#8a4b00", "#b48b5b"],
  ["#b0143c", "#d2788f"],
  ["#1d4fd8", "#7190e6"],
  ["#0f6b2e", "#64a078"],
];

describe.each<Theme>(["light", "dark"])("in the %s theme", (theme) => {
  it.each(accents)("every text can be read on its ground with the accent %s / %s", (light, dark) => {
    const event = new Map([
      ["event-accent", light],
      ["event-accent-dark", dark],
    ]);
    const poor = text.flatMap(([ink, under]) =>
      under
        .map((ground) => ({ ink, ground, ratio: contrast(ink, ground, theme, event) }))
        .filter(({ ratio }) => ratio < 4.5),
    );
    expect(poor).toEqual([]);
  });

  it("the edges of fields and the mark of my place stand out from what is beside them", () => {
    const weak = [
      ["line-strong", "surface"],
      ["line-strong", "ground"],
      ["here", "surface"],
      ["accent", "ground"],
    ].filter(([one = "", other = ""]) => contrast(one, other, theme, new Map()) < 3);
    expect(weak).toEqual([]);
  });
});
