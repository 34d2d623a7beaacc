import { beforeEach, describe, expect, it } from "vitest";
import { Refused } from "../../state";
import { HandClock } from "../../testing/handClock";
import { askedAnew, TRIES } from "./askedAnew";

let clock: HandClock;
let asked: number;
let told: (string | null)[];

beforeEach(() => {
  clock = new HandClock();
  asked = 0;
  told = [];
});

/** Begins to ask; `answer` says what comes of each time, from 1. */
function asking(answer: (time: number) => string): () => void {
  const ask = () => Promise.resolve().then(() => answer((asked += 1)));
  return askedAnew(ask, (said) => told.push(said), clock);
}

function refused(code: Refused["code"]): never {
  throw new Refused(code);
}

describe("a dry run", () => {
  it("is asked for once more when browser and venue saw another step for a moment", async () => {
    asking((time) => (time === 1 ? refused("step_changed") : "answer"));
    await clock.pass(5_000);
    expect([asked, told]).toEqual([2, [null, "answer"]]);
  });

  it("is not asked for without end when another step runs for good", async () => {
    asking(() => refused("step_changed"));
    await clock.pass(60_000);
    expect(asked).toBe(TRIES);
    expect(clock.waiting).toBe(0);
  });

  it("that is refused for another reason is not asked for again", async () => {
    asking(() => refused("no_step"));
    await clock.pass(60_000);
    expect([asked, told]).toEqual([1, [null]]);
  });

  it("is of no use any more when nobody wants it", async () => {
    const stop = asking(() => refused("step_changed"));
    await clock.pass(500);
    stop();
    await clock.pass(60_000);
    expect(asked).toBe(1);
    asking(() => "late")();
    await clock.pass(0);
    expect(told).toEqual([null]);
  });
});
