import { beforeEach, describe, expect, it } from "vitest";
import { HandClock, settled } from "../testing/handClock";
import { Commands, Refused } from "./commands";

let clock: HandClock;
let sent: Record<string, unknown>[];
let up: boolean;
let commands: Commands;

beforeEach(() => {
  clock = new HandClock();
  sent = [];
  up = true;
  commands = new Commands(
    "k3",
    (text) => {
      if (up) sent.push(JSON.parse(text) as Record<string, unknown>);
      return up;
    },
    clock,
  );
  commands.ready();
});

/** What became of a promise: its value, or the code of its refusal. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } catch (reason) {
    return reason instanceof Refused ? reason.code : reason;
  }
}

function lose(): void {
  up = false;
  commands.lost();
}

function comeBack(): void {
  up = true;
  commands.ready();
}

describe("a command", () => {
  it("is answered by the receipt with its ref", async () => {
    const first = commands.request("venue.ping", {});
    const second = commands.request("chat.delete", { room: "plenum", message: 4 });
    expect(sent.map((frame) => frame.ref)).toEqual(["k3-1", "k3-2"]);
    commands.receive({ re: "k3-2", ok: { offset: 9, at: 1 } });
    commands.receive({ re: "k3-1", ok: { at: 7 } });
    expect(await first).toEqual({ at: 7 });
    expect(await second).toEqual({ offset: 9, at: 1 });
  });

  it("is rejected with the code of its refusal", async () => {
    const asked = commands.request("chat.edit", { room: "plenum", message: 4, text: "x" });
    commands.receive({ re: "k3-1", error: { code: "not_allowed", retry: false, message: "" } });
    expect(await outcome(asked)).toBe("not_allowed");
  });

  it("is given up when no answer comes", async () => {
    const asked = commands.request("conduct.list", {}, { patience: 5_000 });
    await clock.pass(5_000);
    expect(await outcome(asked)).toBe("no_answer");
    commands.receive({ re: "k3-1", ok: {} });
    expect(clock.waiting).toBe(0);
  });

  it("is answered before the events that follow its receipt in the same frame", () => {
    const order: string[] = [];
    commands.call("room.enter", { room: "plenum" }, {}, () => order.push("receipt"));
    commands.receive({ re: "k3-1", ok: {} });
    order.push("event");
    expect(order).toEqual(["receipt", "event"]);
  });
});

describe("a refusal that asks for patience", () => {
  it("is followed by the same ref after growing waits", async () => {
    const asked = commands.request("chat.send", { room: "plenum", text: "hello" }, { patience: 60_000 });
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const before = clock.now();
      const count = sent.length;
      commands.receive({ re: "k3-1", error: { code: "too_many", retry: true, message: "" } });
      while (sent.length === count) await clock.pass(50);
      times.push(clock.now() - before);
    }
    expect(new Set(sent.map((frame) => frame.ref))).toEqual(new Set(["k3-1"]));
    expect(times).toEqual([300, 600, 1200]);
    commands.receive({ re: "k3-1", ok: { offset: 1, at: 1 } });
    expect(await asked).toEqual({ offset: 1, at: 1 });
  });

  it("ends as a refusal when patience does not help", async () => {
    const asked = commands.request("chat.send", { room: "plenum", text: "hello" }, { patience: 600_000 });
    for (let turn = 0; turn < 8; turn += 1) {
      commands.receive({ re: "k3-1", error: { code: "too_many", retry: true, message: "" } });
      await clock.pass(10_000);
    }
    expect(await outcome(asked)).toBe("too_many");
    expect(sent).toHaveLength(8);
  });
});

describe("a lost connection", () => {
  it("sends what was kept again, in order, with the same refs", async () => {
    const first = commands.request("conduct.silence", { person: "a" }, { keep: true });
    const second = commands.request("people.move", { to: "plenum", everyone: true }, { keep: true });
    lose();
    comeBack();
    expect(sent.map((frame) => frame.ref)).toEqual(["k3-1", "k3-2", "k3-1", "k3-2"]);
    commands.receive({ re: "k3-1", ok: {} });
    commands.receive({ re: "k3-2", ok: { order: "o" } });
    expect(await first).toEqual({});
    expect(await second).toEqual({ order: "o" });
  });

  it("rejects what only made sense on the old connection", async () => {
    const asked = commands.request("roster.page", { room: "plenum" });
    lose();
    expect(await outcome(asked)).toBe("lost");
  });

  it("keeps what is ordered while it is away", async () => {
    lose();
    const kept = commands.request("announcement.make", { room: null, text: "hello" }, { keep: true });
    const asked = commands.request("conduct.list", {});
    expect(await outcome(asked)).toBe("lost");
    expect(sent).toHaveLength(0);
    comeBack();
    expect(sent).toHaveLength(1);
    commands.receive({ re: "k3-1", ok: {} });
    expect(await kept).toEqual({});
  });

  it("ends everything when the venue is left for good", async () => {
    const kept = commands.request("conduct.silence", { person: "a" }, { keep: true });
    commands.stop();
    expect(await outcome(kept)).toBe("lost");
    await settled();
    expect(clock.waiting).toBe(0);
  });

  it("takes no more than it can keep", async () => {
    lose();
    const asked = Array.from({ length: 257 }, () =>
      outcome(commands.request("conduct.silence", { person: "a" }, { keep: true })),
    );
    expect(await asked.at(-1)).toBe("too_many");
  });
});
