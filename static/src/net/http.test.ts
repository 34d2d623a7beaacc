import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HandClock } from "../testing/handClock";
import { Front } from "./http";

const NOT_NOW = { error: { code: "store_unavailable", retry: true, message: "" } };

let clock: HandClock;
let front: Front;
let answers: [number, object][];
let asked: string[];

/** The next answers of the venue; then it answers as at last. */
function answering(...next: [number, object][]): void {
  answers = next;
}

beforeEach(() => {
  clock = new HandClock();
  front = new Front((name) => `/tag/api/${name}`, clock);
  asked = [];
  vi.stubGlobal("fetch", (address: string, { body }: RequestInit) => {
    asked.push(`${address} ${typeof body === "string" ? body : ""}`.trim());
    const [status, answer] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, {}];
    return Promise.resolve(new Response(JSON.stringify(answer), { status }));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** What became of it so far. */
function watched(promise: Promise<unknown>): string[] {
  const fate: string[] = [];
  promise.then(
    (answer) => fate.push(JSON.stringify(answer)),
    (reason: unknown) => fate.push(reason instanceof Error ? reason.message : "?"),
  );
  return fate;
}

/** Lets time pass until everything read from responses has been taken in. */
async function pass(milliseconds: number): Promise<void> {
  for (let step = 0; step < 10; step += 1) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await clock.pass(milliseconds / 10);
  }
}

describe("the door", () => {
  it("is asked the same again while the store is away, each time after a pause", async () => {
    answering([503, NOT_NOW], [503, NOT_NOW], [200, { pass: "text", me: {} }]);
    const fate = watched(front.enter({ ticket: "card" }));
    await pass(700);
    expect(asked).toEqual(['/tag/api/enter {"ticket":"card"}']);
    await pass(700);
    expect(asked).toHaveLength(2);
    await pass(1500);
    expect(fate).toEqual(['{"pass":"text","me":{}}']);
    expect(new Set(asked).size).toBe(1);
    expect(asked).toHaveLength(3);
  });

  it("says after the fourth time that nothing can be stored", async () => {
    answering([503, NOT_NOW]);
    const fate = watched(front.preview("card"));
    await pass(10_000);
    expect([asked.length, fate]).toEqual([4, ["store_unavailable"]]);
  });

  it("is told a name once, since it makes a person each time", async () => {
    answering([503, NOT_NOW]);
    const fate = watched(front.enter({ name: "Guest" }));
    await pass(10_000);
    expect([asked.length, fate]).toEqual([1, ["store_unavailable"]]);
  });

  it("is told once that somebody goes, or is to be forgotten", async () => {
    answering([503, NOT_NOW]);
    const fates = [watched(front.leave()), watched(front.erase())];
    await pass(10_000);
    expect([asked.length, fates]).toEqual([2, [["store_unavailable"], ["store_unavailable"]]]);
  });

  it("is not asked again after a refusal that stays", async () => {
    answering([403, { error: { code: "ticket_revoked", retry: false, message: "" } }]);
    const fate = watched(front.enter({ ticket: "card" }));
    await pass(10_000);
    expect([asked.length, fate]).toEqual([1, ["ticket_revoked"]]);
  });
});
