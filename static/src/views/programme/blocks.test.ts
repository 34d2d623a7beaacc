import { describe, expect, it } from "vitest";
import { type EventInfo, type SessionInfo } from "../../protocol";
import { blocksOf, pauseBefore, shareOf, stateOf } from "./blocks";

function session(id: string, starts: number, ends: number, slot: string | null = null): SessionInfo {
  return { id, slot, room: id, starts, ends, title: { de: id }, description: {} };
}

function day(sessions: SessionInfo[]): EventInfo {
  const slots = [{ id: "s1", title: { de: "Runde 1" }, starts: 300, ends: 400 }];
  return { sessions, slots } as unknown as EventInfo;
}

const info = day([
  session("b", 300, 400, "s1"),
  session("c", 310, 390, "s1"),
  session("opening", 100, 150),
  session("debate", 150, 200),
  session("lunch", 200, 300),
  session("walk", 200, 300),
]);

describe("the lines of the day", () => {
  it("come in the order of time, what runs side by side in one line", () => {
    expect(blocksOf(info).map((block) => block.sessions.map((item) => item.id).join(" "))).toEqual([
      "opening",
      "debate",
      "lunch walk",
      "b c",
    ]);
  });

  it("of a slot last as long as the slot", () => {
    expect(blocksOf(info).at(-1)).toMatchObject({ id: "s1", starts: 300, ends: 400 });
  });

  it("are over, running or coming; the end does not belong to them", () => {
    const block = { starts: 100, ends: 150 };
    expect([99, 100, 149, 150].map((now) => stateOf(block, now))).toEqual(["coming", "running", "running", "past"]);
    expect(shareOf(block, 125)).toBe(0.5);
    expect(shareOf(block, 999)).toBe(1);
  });

  it("have pauses between them, and none before the first and after the last", () => {
    const blocks = blocksOf(day([session("a", 100, 150), session("b", 200, 250)]));
    expect(pauseBefore(blocks, 50)).toBeNull();
    expect(pauseBefore(blocks, 120)).toBeNull();
    expect(pauseBefore(blocks, 170)?.sessions[0]?.id).toBe("b");
    expect(pauseBefore(blocks, 300)).toBeNull();
  });
});
