import { describe, expect, it } from "vitest";
import { VenueClock } from "../net/clock";
import { HandClock } from "../testing/handClock";
import { Seconds, type Time } from "./seconds";

const VENUE = 1_000_000_000;

/** A browser whose device shows `device` at the beginning, and everything it is told. */
function browser(timers: HandClock, device: number): { clock: VenueClock; seconds: Seconds; told: Time[] } {
  const told: Time[] = [];
  const clock = new VenueClock(timers, device);
  return { clock, seconds: new Seconds(clock, timers, (time) => told.push(time)), told };
}

describe("the venue's seconds", () => {
  it("begin at the same moment in browsers that came at different ones and whose own clocks differ", async () => {
    const timers = new HandClock();
    for (const device of [VENUE - 300_000, VENUE + 300_000]) {
      await timers.pass(731);
      const { clock, seconds, told } = browser(timers, device);
      seconds.start();
      clock.measure(VENUE + timers.now() - 20, 40);
      seconds.looked();
      told.length = 0;
      await timers.pass(3_000);
      const begun = Math.ceil((timers.now() - 3_000) / 1_000) * 1_000;
      expect(told.map(({ second }) => second - VENUE)).toEqual([begun, begun + 1_000, begun + 2_000]);
      seconds.stop();
    }
  });

  it("are shown once each when the clock is set back by a moment, and anew when it was far off", async () => {
    const timers = new HandClock();
    const { clock, seconds, told } = browser(timers, VENUE);
    seconds.start();
    await timers.pass(1_000);
    expect(told.at(-1)?.second).toBe(VENUE + 1_000);
    clock.measure(VENUE + 980, 20);
    seconds.looked();
    expect(told.at(-1)?.second).toBe(VENUE + 1_000);
    clock.measure(VENUE - 60_000, 2);
    seconds.looked();
    expect(told.at(-1)?.second).toBe(VENUE - 60_000);
  });

  it("are five for a step of everything else, and end", async () => {
    const timers = new HandClock();
    const { seconds, told } = browser(timers, VENUE + 2_000);
    seconds.start();
    await timers.pass(9_000);
    expect([...new Set(told.map(({ tick }) => tick - VENUE))]).toEqual([2_000, 5_000, 10_000]);
    seconds.decided(VENUE + 11_500);
    expect(told.at(-1)).toEqual({ tick: VENUE + 11_500, second: VENUE + 11_500 });
    seconds.stop();
    expect(timers.waiting).toBe(0);
  });
});
