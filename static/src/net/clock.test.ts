import { describe, expect, it } from "vitest";
import { HandClock } from "../testing/handClock";
import { VenueClock } from "./clock";

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
