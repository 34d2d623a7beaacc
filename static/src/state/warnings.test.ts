import { describe, expect, it } from "vitest";
import { secondsLeft, warningAt, type Warning } from "./warnings";

/** What is said while the seconds pass like this. */
function said(seconds: readonly number[]): readonly Warning[] {
  return seconds.flatMap((left, at) => warningAt(seconds[at - 1] ?? null, left) ?? []);
}

describe("warnings before the end", () => {
  it("come at five minutes, one minute and fifteen seconds, once each", () => {
    const down = Array.from({ length: 400 }, (_, passed) => 399 - passed);
    expect(said(down)).toEqual([300, 60, 15]);
  });

  it("are not made up for who comes later", () => {
    expect(said([120, 119, 118])).toEqual([]);
    expect(said([40, 39])).toEqual([]);
  });

  it("come again for a new end", () => {
    expect(said([301, 300, 299, 420, 301, 300])).toEqual([300, 300]);
  });

  it("are one where time jumped, and none when it is over", () => {
    expect(said([400, 50])).toEqual([60]);
    expect(said([400, 0])).toEqual([]);
  });

  it("count the started second", () => {
    expect([0, 1, 1000, 1001].map(secondsLeft)).toEqual([0, 1, 1, 2]);
  });
});
