import { describe, expect, it } from "vitest";
import { HandClock } from "../testing/handClock";
import { VenueClock } from "./clock";

/** Chance that can be repeated: the same numbers for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The welcome and three pings on a bad line: each way takes as long as it likes, up to a fifth of a second, or seconds. */
async function answers(clock: VenueClock, timers: HandClock, venue: number, random: () => number): Promise<void> {
  await timers.pass(random() * 900);
  clock.measure(venue + timers.now() - random() * 900, 1_000);
  for (const ceiling of [3_000, 240, 1_000]) {
    const there = random() * ceiling;
    const back = random() * ceiling;
    await timers.pass(there);
    const said = venue + timers.now();
    await timers.pass(back);
    clock.measure(said, there + back);
    await timers.pass(700);
  }
}

describe("event time", () => {
  it("begins with the device's own and takes the venue's as soon as it is known", async () => {
    const timers = new HandClock();
    const clock = new VenueClock(timers, 1_000_000);
    expect(clock.now()).toBe(1_000_000);
    clock.measure(500_000, 40);
    expect(clock.now()).toBe(500_020);
    await timers.pass(1_000);
    expect(clock.now()).toBe(501_020);
  });

  it("is the same in browsers whose own clocks are five minutes apart, also in one that comes late", async () => {
    for (let chance = 1; chance <= 60; chance += 1) {
      const random = chances(chance);
      const timers = new HandClock();
      const venue = 5_000_000 + random() * 1e6;
      const ahead = new VenueClock(timers, venue + 300_000);
      await answers(ahead, timers, venue, random);
      await timers.pass(1_800_000 * random());
      const late = new VenueClock(timers, venue + timers.now() - 300_000);
      await answers(late, timers, venue, random);
      expect(Math.abs(ahead.now() - late.now())).toBeLessThan(250);
      expect(Math.abs(ahead.now() - venue - timers.now())).toBeLessThan(250);
    }
  });

  it("follows at once when the device slept", async () => {
    const timers = new HandClock();
    const clock = new VenueClock(timers, 0);
    clock.measure(500_000, 2);
    await timers.pass(1_000);
    clock.measure(4_100_000, 400);
    expect(clock.now()).toBe(4_100_200);
  });

  it("prefers the quickest answer, until it is old", async () => {
    const timers = new HandClock();
    const clock = new VenueClock(timers, 0);
    clock.measure(500_000, 40);
    clock.measure(500_000, 4_000);
    expect(clock.now()).toBe(500_020);
    await timers.pass(3_600_000);
    clock.measure(4_100_000, 100);
    expect(clock.now()).toBe(4_100_050);
  });
});
