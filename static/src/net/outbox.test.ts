import { beforeEach, describe, expect, it } from "vitest";
import { HandClock, settled } from "../testing/handClock";
import { Refused, type RefusedCode } from "./commands";
import { MAX_AGE, MAX_WAITING, Outbox, type Outgoing, type Shelf } from "./outbox";

interface Sending {
  readonly message: Outgoing;
  readonly done: (code?: RefusedCode) => Promise<void>;
}

class Paper implements Shelf {
  text: string | null = null;
  read(): string | null {
    return this.text;
  }
  write(text: string): void {
    this.text = text;
  }
}

let clock: HandClock;
let shelf: Paper;
let sendings: Sending[];
let outbox: Outbox;

function reload(): Outbox {
  return new Outbox({
    shelf,
    timers: clock,
    today: () => clock.now(),
    onChange: () => undefined,
    send: (message) =>
      new Promise((resolve, reject) => {
        const done = (code?: RefusedCode): Promise<void> => {
          if (code) reject(new Refused(code));
          else resolve({});
          return settled();
        };
        sendings.push({ message, done });
      }),
  });
}

beforeEach(() => {
  clock = new HandClock();
  shelf = new Paper();
  sendings = [];
  outbox = reload();
});

function sent(): string[] {
  return sendings.map(({ message }) => message.text);
}

function states(): string[] {
  return outbox.messages.map(({ text, state }) => `${text} ${state}`);
}

function last(): Sending {
  const sending = sendings.at(-1);
  if (!sending) throw new Error("nothing was sent");
  return sending;
}

describe("talking", () => {
  it("goes out at once, one after the other", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    outbox.put("r2", "plenum", "two");
    expect(states()).toEqual(["one sending", "two waiting"]);
    await last().done();
    expect(sent()).toEqual(["one", "two"]);
  });

  it("stays in sight after the receipt until the log shows it", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    await last().done();
    expect(states()).toEqual(["one sent"]);
    outbox.heard("r1");
    expect(states()).toEqual([]);
  });

  it("is done when the log shows it before the receipt comes", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    outbox.heard("r1");
    expect(states()).toEqual([]);
    await last().done();
    outbox.put("r2", "plenum", "two");
    expect(sent()).toEqual(["one", "two"]);
  });

  it("does not stay for ever when the log is another one by then", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    await last().done();
    await clock.pass(4_000);
    expect(states()).toEqual([]);
  });
});

describe("offline", () => {
  it("waits, and goes out once and in order after the return", async () => {
    for (const [ref, text] of [
      ["r1", "one"],
      ["r2", "two"],
      ["r3", "three"],
    ] as const) {
      outbox.put(ref, "plenum", text);
    }
    expect(sent()).toEqual([]);
    outbox.open();
    while (sendings.length < 3) await last().done();
    await last().done();
    expect(sent()).toEqual(["one", "two", "three"]);
    expect(sendings.map(({ message }) => message.ref)).toEqual(["r1", "r2", "r3"]);
  });

  it("repeats what was under way, with the same ref, before what came later", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    outbox.close();
    await last().done("lost");
    outbox.put("r2", "plenum", "two");
    expect(states()).toEqual(["one waiting", "two waiting"]);
    outbox.open();
    expect(sendings.map(({ message }) => message.ref)).toEqual(["r1", "r1"]);
    await last().done();
    expect(last().message.ref).toBe("r2");
  });

  it("survives a reload, also what was under way", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    outbox.put("r2", "plenum", "two");
    outbox = reload();
    expect(states()).toEqual(["one waiting", "two waiting"]);
    sendings = [];
    outbox.open();
    await last().done();
    expect(sendings.map(({ message }) => message.ref)).toEqual(["r1", "r2"]);
  });

  it("does not bring back after a reload what has its receipt", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    await last().done();
    expect(reload().messages).toEqual([]);
  });

  it("takes no more than it can keep, and says so at once", () => {
    for (let count = 0; count <= MAX_WAITING; count += 1) outbox.put(`r${count}`, "plenum", "text");
    expect(outbox.messages.at(-1)).toMatchObject({ state: "failed", code: "too_many" });
    expect(outbox.messages.at(-2)).toMatchObject({ state: "waiting" });
  });

  it("starts empty from storage that holds something else", () => {
    for (const text of ["{", "null", '{"a":1}', '[1,null,{"ref":1}]']) {
      shelf.text = text;
      expect(reload().messages).toEqual([]);
    }
  });
});

describe("a message that cannot be said", () => {
  it("comes back when I was moved meanwhile; the next one is tried", async () => {
    outbox.put("r1", "plenum", "one");
    outbox.put("r2", "workshop", "two");
    outbox.open();
    await last().done("not_here");
    expect(states()).toEqual(["one returned", "two sending"]);
    expect(outbox.discard("r1")?.text).toBe("one");
    expect(states()).toEqual(["two sending"]);
  });

  it("stays as failed with its reason, and goes out again with the same ref when asked", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    await last().done("silenced");
    expect(outbox.messages[0]).toMatchObject({ state: "failed", code: "silenced" });
    outbox.retry("r1");
    expect(last().message.ref).toBe("r1");
    await last().done();
    expect(states()).toEqual(["one sent"]);
  });

  it("cannot be discarded while it may be said", () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    expect(outbox.discard("r1")).toBeNull();
    expect(states()).toEqual(["one sending"]);
  });

  it("waits while the store is away, and is tried again by itself", async () => {
    outbox.open();
    outbox.put("r1", "plenum", "one");
    await last().done("store_unavailable");
    expect(states()).toEqual(["one waiting"]);
    await clock.pass(3_000);
    expect(sent()).toEqual(["one", "one"]);
  });

  it("is offered back when it is so old that the venue may have forgotten the ref", async () => {
    outbox.put("r1", "plenum", "one");
    await clock.pass(MAX_AGE + 1);
    outbox.open();
    expect(sent()).toEqual([]);
    expect(states()).toEqual(["one returned"]);
  });
});
