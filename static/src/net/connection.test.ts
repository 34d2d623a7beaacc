import { beforeEach, describe, expect, it } from "vitest";
import { HandClock } from "../testing/handClock";
import { Exchange } from "../testing/lines";
import { welcome } from "../testing/samples";
import { Connection, type Link } from "./connection";
import { type Inbound } from "./frames";

let clock: HandClock;
let exchange: Exchange;
let links: Link[];
let heard: Inbound[];
let pongs: [number, number][];
let online: boolean;
let connection: Connection;

beforeEach(() => {
  clock = new HandClock();
  exchange = new Exchange();
  links = [];
  heard = [];
  pongs = [];
  online = true;
  connection = new Connection({
    open: exchange.open,
    timers: clock,
    tab: "tab",
    online: () => online,
    onLink: (link) => links.push(link),
    onMessage: (message) => heard.push(message),
    onPong: (roundTrip, at) => pongs.push([roundTrip, at]),
  });
});

function state(): string {
  return links.at(-1)?.state ?? "connecting";
}

/** Answers the newest ping. */
function pong(at: number): void {
  const ping = exchange.line.last("venue.ping");
  exchange.line.say({ re: ping?.ref, ok: { at } });
}

async function connected(): Promise<void> {
  connection.start();
  exchange.line.say(welcome("foyer"));
  for (const rest of [700, 2_500, 0]) {
    pong(1_000); // the first ones follow each other quickly: they set the clock
    await clock.pass(rest);
  }
}

describe("coming in", () => {
  it("counts as connected with the welcome, not with the open line", () => {
    connection.start();
    expect(state()).toBe("connecting");
    exchange.line.say(welcome("foyer"));
    expect(state()).toBe("connected");
    expect(heard).toHaveLength(1);
  });

  it("gives up a line on which nothing is said, and tries another", async () => {
    connection.start();
    await clock.pass(10_000);
    expect(exchange.lines[0]?.closed).toBe(true);
    expect(state()).toBe("reconnecting");
    await clock.pass(250);
    expect(exchange.lines).toHaveLength(2);
  });

  it("hears several messages in one frame, and goes on after one that cannot be read", () => {
    connection.start();
    exchange.line.say(welcome("foyer"), { on: "venue.troubled", what: "store" });
    expect(heard).toHaveLength(2);
    expect(() => exchange.line.say({ neither: 1 })).not.toThrow();
    expect(heard).toHaveLength(2);
  });
});

describe("a lost line", () => {
  it("comes back after a wait that doubles up to eight seconds and is drawn by chance", async () => {
    clock.chance = () => 0.999;
    await connected();
    const waits: number[] = [];
    exchange.line.end();
    for (let turn = 0; turn < 8; turn += 1) {
      const link = links.at(-1);
      if (link?.state !== "reconnecting" || link.retryAt === null) throw new Error("not waiting");
      waits.push(Math.round(link.retryAt - clock.now()));
      await clock.pass(link.retryAt - clock.now());
      exchange.line.end();
    }
    expect(waits).toEqual([250, 500, 999, 1998, 3996, 7992, 7992, 7992]);
  });

  it("spreads people over the whole wait", async () => {
    await connected();
    clock.chance = () => 0;
    exchange.line.end();
    await clock.pass(0);
    expect(exchange.lines).toHaveLength(2);
  });

  it("starts with short waits again after a line that lived a while", async () => {
    clock.chance = () => 0.999;
    await connected();
    for (let turn = 0; turn < 6; turn += 1) {
      exchange.line.end();
      await clock.pass(9_000);
    }
    exchange.line.say(welcome("foyer"));
    await clock.pass(6_000);
    exchange.line.end();
    const link = links.at(-1);
    expect(link?.state === "reconnecting" && Math.round((link.retryAt ?? 0) - clock.now())).toBe(250);
  });

  it("waits as long as a stopping node asks, also when the device would hurry", async () => {
    await connected();
    exchange.line.say({ on: "venue.closing", code: 4000, wait: 3_000, reason: "drain" });
    exchange.line.end(4000);
    connection.hurry();
    await clock.pass(2_999);
    expect(exchange.lines).toHaveLength(1);
    await clock.pass(1);
    expect(exchange.lines).toHaveLength(2);
  });

  it("does not come back after a code that says so", async () => {
    await connected();
    exchange.line.say({ on: "venue.closing", code: 4501, wait: 0, reason: "" });
    exchange.line.end(4501);
    expect(links.at(-1)).toEqual({ state: "ended", code: 4501 });
    connection.hurry();
    await clock.pass(60_000);
    expect(exchange.lines).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });

  it("knows the reason from the closing when the network swallowed the code", async () => {
    await connected();
    exchange.line.say({ on: "venue.closing", code: 4503, wait: 0, reason: "" });
    exchange.line.end(1006);
    expect(links.at(-1)).toEqual({ state: "ended", code: 4503 });
  });

  it("tries at once when a network is found", async () => {
    await connected();
    online = false;
    exchange.line.end();
    expect(state()).toBe("offline");
    online = true;
    connection.hurry();
    expect(exchange.lines).toHaveLength(2);
    exchange.line.say(welcome("foyer"));
    expect(state()).toBe("connected");
  });

  it("ignores what an abandoned line still says", async () => {
    await connected();
    const [first] = exchange.lines;
    await clock.pass(30_000);
    expect(exchange.lines.length).toBeGreaterThan(1);
    const before = heard.length;
    first?.say(welcome("elsewhere"));
    expect(heard).toHaveLength(before);
  });
});

describe("a line that died without a word", () => {
  it("is noticed within ten seconds after a ping", async () => {
    await connected();
    await clock.pass(15_000);
    expect(exchange.line.all("venue.ping")).toHaveLength(4);
    await clock.pass(9_999);
    expect(state()).toBe("connected");
    await clock.pass(1);
    expect(state()).toBe("reconnecting");
  });

  it("lives while anything is heard", async () => {
    await connected();
    for (let turn = 0; turn < 10; turn += 1) {
      await clock.pass(9_000);
      exchange.line.say({ on: "house.counted", counts: {}, total: 1, at: 1 });
    }
    expect(exchange.lines).toHaveLength(1);
    expect(state()).toBe("connected");
  });

  it("is asked once more after the device slept, before it is given up", async () => {
    await connected();
    await clock.pass(15_000);
    await clock.sleep(3_600_000);
    expect(state()).toBe("connected");
    expect(exchange.line.all("venue.ping").length).toBeGreaterThan(4);
    await clock.pass(4_000);
    expect(state()).toBe("reconnecting");
  });

  it("is found out quickly when the page comes to the foreground", async () => {
    await connected();
    connection.hurry();
    await clock.pass(4_000);
    expect(state()).toBe("reconnecting");
  });
});

describe("the round trip", () => {
  it("is measured with every ping, and told to nobody else", async () => {
    connection.start();
    exchange.line.say(welcome("foyer"));
    await clock.pass(40);
    pong(5_000);
    expect(pongs).toEqual([[40, 5_000]]);
    expect(heard).toHaveLength(1);
  });
});
