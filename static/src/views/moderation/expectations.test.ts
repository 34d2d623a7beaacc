import { describe, expect, it } from "vitest";
import { type Expected } from "../../protocol";
import { Refused } from "../../state";
import { member, MINUTE, session, TEN } from "../../testing/samples";
import { Expectations, roundsAt, totalOf } from "./expectations";

const rounds = ["s1", "s1", "s2", null].map((slot, at) => ({
  ...session("abcd".charAt(at), "workshop", TEN + (slot === "s2" ? 60 : 0) * MINUTE, TEN + 90 * MINUTE),
  slot,
}));

function answer(id: string, at: number): Expected {
  return {
    session: id,
    at,
    expected: 3,
    here: [member("1")],
    missing: [member("2")],
    strayed: [{ person: member("3"), room: "foyer" }],
    unexpected: [],
  };
}

describe("should and is", () => {
  it("is asked for one session after the other, the oldest numbers first", async () => {
    const asked: string[] = [];
    let now = TEN;
    const board = new Expectations((id) => {
      asked.push(id);
      return Promise.resolve(answer(id, now));
    });
    for (let step = 0; step < 6; step += 1) {
      await board.step(rounds.slice(0, 3), now);
      now += 1_000;
    }
    expect(asked).toEqual(["a", "b", "c", "a", "b"].slice(0, asked.length));
    expect(asked.length).toBeGreaterThan(3);
    expect(board.known.value.get("a")?.at).toBeGreaterThan(TEN);
  });

  it("asks nothing while a question is open, and nothing of what is fresh", async () => {
    let asked = 0;
    let tell: (told: Expected) => void = () => undefined;
    const board = new Expectations(() => {
      asked += 1;
      return new Promise((resolve) => (tell = resolve));
    });
    const first = board.step(rounds.slice(0, 1), TEN);
    await board.step(rounds.slice(0, 1), TEN);
    expect(asked).toBe(1);
    tell(answer("a", TEN));
    await first;
    await board.step(rounds.slice(0, 1), TEN + 1_000);
    expect(asked).toBe(1);
  });

  it("keeps the old numbers and says why, when the answer does not come", async () => {
    let refuse = false;
    const board = new Expectations((id) =>
      refuse ? Promise.reject(new Refused("lost")) : Promise.resolve(answer(id, TEN)),
    );
    await board.step(rounds.slice(0, 1), TEN);
    refuse = true;
    await board.step(rounds.slice(0, 1), TEN + MINUTE);
    expect(board.trouble.value).toBe("lost");
    expect(board.known.value.get("a")?.at).toBe(TEN);
  });

  it("is of the round that runs and the next one", () => {
    expect(roundsAt(rounds, TEN)).toMatchObject({ running: [{ id: "a" }, { id: "b" }], next: [{ id: "c" }] });
    expect(roundsAt(rounds, TEN - 1).next).toHaveLength(2);
    expect(roundsAt(rounds, TEN + 90 * MINUTE)).toEqual({ running: [], next: [] });
  });

  it("adds up", () => {
    const sum = totalOf([answer("a", TEN), answer("b", TEN)]);
    expect(sum).toEqual({ expected: 6, here: 2, missing: 2, strayed: 2, unexpected: 0 });
  });
});
