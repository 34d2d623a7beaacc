import { beforeEach, describe, expect, it } from "vitest";
import { begin, clock, exchange, grant, life, refuse, reopen, shelves, stale, venue } from "../testing/opened";
import {
  announcement,
  eventInfo,
  fates,
  keptOrder,
  me,
  member,
  posted,
  receipt,
  snapshot,
  TEN,
  welcome,
} from "../testing/samples";
import { Refused } from "./index";

beforeEach(begin);

/** Inside, in the foyer, where two things were said. */
async function inside(): Promise<void> {
  exchange.line.say(welcome("foyer", { counts: { foyer: [2, 2] }, total: 2 }));
  await grant("venue.ping", { at: TEN });
  await grant("room.enter", snapshot("foyer", [posted("foyer", 1), posted("foyer", 2)], { older: false }));
}

function texts(): string[] {
  return venue.log.value.items.map((item) => (item.kind === "deleted" ? "gone" : item.text));
}

describe("coming in", () => {
  it("shows the room, the people, the house and the time of the event", async () => {
    expect(venue.room.value).toBeNull();
    await inside();
    expect(venue.link.value).toEqual({ state: "connected" });
    expect(venue.room.value).toMatchObject({ id: "foyer", here: true, present: 2 });
    expect(venue.house.value.total).toBe(2);
    expect(venue.roster.value.count).toBe(1);
    expect(texts()).toEqual(["line 1", "line 2"]);
    expect(Math.abs(venue.now() - TEN)).toBeLessThan(1_000);
    expect(venue.may("talk")).toBe(true);
    expect(venue.may("move")).toBe(false);
  });

  it("walks to the room of the address", async () => {
    life.stop();
    reopen("plenum");
    exchange.line.say(welcome("foyer"));
    expect(exchange.line.last("room.enter")).toMatchObject({ room: "plenum" });
    await grant("room.enter", snapshot("plenum"));
    expect(venue.room.value?.id).toBe("plenum");
  });

  it("says why the room of the address could not be entered, and shows where I am instead", async () => {
    life.stop();
    reopen("workshop");
    exchange.line.say(welcome("foyer"));
    await refuse("room.enter", "room_full");
    await grant("room.enter", snapshot("foyer"));
    expect(venue.room.value?.id).toBe("foyer");
    expect(venue.going.value).toEqual({ room: "workshop", refused: "room_full" });
  });

  it("fetches the event again when its file changed", async () => {
    exchange.line.say(welcome("foyer", { version: "2" }));
    await clock.pass(0);
    expect(stale).toBe(1);
    life.renew(eventInfo({ version: "2", title: { de: "Neu" } }));
    expect(venue.info.value.title.de).toBe("Neu");
  });
});

describe("walking", () => {
  beforeEach(inside);

  it("keeps the old room until the new one is there", async () => {
    venue.enter("plenum");
    expect(venue.going.value).toEqual({ room: "plenum", refused: null });
    expect(venue.room.value?.id).toBe("foyer");
    await grant("room.enter", snapshot("plenum", [posted("plenum", 7)]));
    expect(venue.room.value?.id).toBe("plenum");
    expect(venue.going.value).toBeNull();
    expect(texts()).toEqual(["line 7"]);
  });

  it("says why not, and forgets it when I stay", async () => {
    venue.enter("workshop");
    await refuse("room.enter", "room_full");
    expect(venue.going.value).toEqual({ room: "workshop", refused: "room_full" });
    expect(venue.room.value?.id).toBe("foyer");
    venue.stay();
    expect(venue.going.value).toBeNull();
  });

  it("hears what happens in the new room in the same breath as its snapshot", async () => {
    venue.enter("plenum");
    const ref = exchange.line.last("room.enter")?.ref;
    const joined = { on: "roster.changed", room: "plenum", count: 2, joined: [member("new")], left: [] };
    exchange.line.say({ re: ref, ok: snapshot("plenum") }, posted("plenum", 1), joined);
    await clock.pass(0);
    expect(venue.roster.value.people?.map(({ id }) => id)).toEqual(["me", "new"]);
    expect(texts()).toEqual(["line 1"]);
  });

  it("has the draft of each room ready", async () => {
    venue.write("for the foyer");
    venue.enter("plenum");
    await grant("room.enter", snapshot("plenum"));
    expect(venue.draft.value).toBe("");
    venue.enter("foyer");
    await grant("room.enter", snapshot("foyer"));
    expect(venue.draft.value).toBe("for the foyer");
    expect(shelves.get("drafts")).toContain("for the foyer");
  });
});

describe("being moved", () => {
  beforeEach(inside);

  it("says who moved me, why and where from, and shows the new room", async () => {
    const notice = { by: "Moderation", reason: "Workshop beginnt", at: TEN, order: "o" };
    exchange.line.say({ on: "you.moved", room: "plenum", cause: "moderator", ...notice });
    await grant("venue.resume", snapshot("plenum"));
    expect(venue.room.value?.id).toBe("plenum");
    expect(venue.moved.value).toMatchObject({ from: "foyer", to: "plenum", by: "Moderation" });
    venue.dismissMoved();
    expect(venue.moved.value).toBeNull();
  });

  it("needs no notice when my other tab walked", async () => {
    exchange.line.say({ on: "you.moved", room: "plenum", cause: "self", at: TEN });
    await grant("venue.resume", snapshot("plenum"));
    expect(venue.room.value?.id).toBe("plenum");
    expect(venue.moved.value).toBeNull();
  });

  it("is told after the return when it happened while I was away", async () => {
    exchange.line.end();
    await clock.pass(300);
    exchange.line.say(welcome("plenum", { moved: { order: "o", by: "Moderation", reason: "", at: TEN } }));
    await grant("venue.resume", snapshot("plenum"));
    expect(venue.moved.value).toMatchObject({ from: null, to: "plenum", by: "Moderation" });
  });
});

describe("talking", () => {
  beforeEach(inside);

  it("shows my words at once, and once, until the log has them", async () => {
    venue.say("  hello  ");
    expect(venue.outgoing.value).toMatchObject([{ text: "hello", state: "sending" }]);
    const ref = exchange.line.last("chat.send")?.ref;
    await grant("chat.send", { offset: 3, at: TEN });
    expect(venue.outgoing.value).toHaveLength(1);
    exchange.line.say(posted("foyer", 3, { by: "me", text: "hello", ref: String(ref) }));
    expect(venue.outgoing.value).toEqual([]);
    expect(texts()).toEqual(["line 1", "line 2", "hello"]);
  });

  it("says nothing where there is nothing to say", () => {
    venue.say("   ");
    expect(exchange.line.all("chat.send")).toEqual([]);
  });

  it("offers the words back that were meant for the room I was moved from", async () => {
    venue.write("begun");
    exchange.line.end();
    venue.say("for the foyer");
    venue.write("");
    await clock.pass(300);
    exchange.line.say(welcome("plenum"));
    await grant("venue.resume", snapshot("plenum"));
    await refuse("chat.send", "not_here");
    expect(venue.outgoing.value).toMatchObject([{ text: "for the foyer", state: "returned", room: "foyer" }]);
    venue.write("already here");
    venue.takeBack(venue.outgoing.value[0]?.ref ?? "");
    expect(venue.draft.value).toBe("already here\nfor the foyer");
    expect(venue.outgoing.value).toEqual([]);
  });

  it("lets me try a refused message again, or forget it", async () => {
    venue.say("hello");
    const ref = venue.outgoing.value[0]?.ref ?? "";
    await refuse("chat.send", "silenced");
    expect(venue.outgoing.value).toMatchObject([{ state: "failed", code: "silenced" }]);
    venue.retry(ref);
    expect(exchange.line.all("chat.send").map((frame) => frame.ref)).toEqual([ref, ref]);
    await refuse("chat.send", "silenced");
    venue.discard(ref);
    expect(venue.outgoing.value).toEqual([]);
  });

  it("tells the view when editing is refused", async () => {
    const asked = venue.edit("foyer", 1, "new");
    await refuse("chat.edit", "not_allowed");
    await expect(asked).rejects.toBeInstanceOf(Refused);
  });

  it("counts as unread what comes while I read further up", () => {
    venue.reading(false);
    exchange.line.say(posted("foyer", 3), posted("foyer", 4, { by: "me" }));
    expect(venue.unread.value).toEqual({ count: 1, mark: 3 });
    venue.reading(true);
    expect(venue.unread.value).toEqual({ count: 0, mark: 3 });
    venue.markRead();
    expect(venue.unread.value).toEqual({ count: 0, mark: null });
  });

  it("knows until when I may not speak", async () => {
    expect(venue.silenced.value).toBeNull();
    exchange.line.say({ on: "you.changed", me: me({ silenced_until: TEN + 60_000 }) });
    expect(venue.silenced.value).toBe(TEN + 60_000);
    await clock.pass(70_000);
    expect(venue.silenced.value).toBeNull();
  });
});

describe("older pages", () => {
  it("are asked for once at a time", async () => {
    exchange.line.say(welcome("foyer"));
    await grant("room.enter", snapshot("foyer", [posted("foyer", 51)], { older: true }));
    const first = venue.older();
    expect(venue.log.value.loadingOlder).toBe(true);
    expect(await venue.older()).toBe(false);
    expect(exchange.line.last("chat.older")).toMatchObject({ room: "foyer", before: 51, limit: 50 });
    await grant("chat.older", { events: [posted("foyer", 50)], older: false });
    expect(await first).toBe(true);
    expect(texts()).toEqual(["line 50", "line 51"]);
    expect(await venue.older()).toBe(false);
  });

  it("can be asked for again after a failure", async () => {
    exchange.line.say(welcome("foyer"));
    await grant("room.enter", snapshot("foyer", [posted("foyer", 51)], { older: true }));
    const asked = venue.older();
    await refuse("chat.older", "store_unavailable");
    await expect(asked).rejects.toBeInstanceOf(Refused);
    expect(venue.log.value.loadingOlder).toBe(false);
  });
});

describe("the house while I am in it", () => {
  beforeEach(inside);

  it("gathers claps of a quarter of a second", async () => {
    for (let clap = 0; clap < 4; clap += 1) venue.react("applause");
    venue.react("heart");
    await clock.pass(250);
    const sent = exchange.line.all("reaction.send").map(({ kind, times }) => [kind, times]);
    expect(sent).toEqual([
      ["applause", 4],
      ["heart", 1],
    ]);
  });

  it("shows applause for some seconds", async () => {
    exchange.line.say({ on: "reaction.counted", room: "foyer", counts: { applause: 12 } });
    expect(venue.applause.value).toEqual({ applause: 12 });
    await clock.pass(7_000);
    expect(venue.applause.value).toEqual({});
  });

  it("shows an announcement until it is dismissed", () => {
    exchange.line.say(announcement("foyer", 3, { id: "a" }));
    expect(venue.announcements.value).toMatchObject([{ id: "a" }]);
    venue.dismissAnnouncement("a");
    expect(venue.announcements.value).toEqual([]);
  });

  it("knows that the store is away", () => {
    exchange.line.say({ on: "venue.troubled", what: "store" });
    expect(venue.troubled.value).toBe(true);
    exchange.line.say({ on: "venue.recovered", what: "store" });
    expect(venue.troubled.value).toBe(false);
  });

  it("watches the operations again after every loss, while it is wanted", async () => {
    venue.watchOperations(true);
    exchange.line.end();
    await clock.pass(300);
    exchange.line.say(welcome("foyer"));
    await grant("venue.resume", snapshot("foyer", [], { resumed: true, position: { epoch: "e-foyer", offset: 2 } }));
    expect(exchange.line.last("operations.watch")).toMatchObject({ on: true });
    venue.watchOperations(false);
    expect(exchange.line.last("operations.watch")).toMatchObject({ on: false });
  });

  it("keeps a move order over a lost connection and shows who has arrived", async () => {
    const asked = venue.move({ people: ["a", "b"], to: "plenum", reason: "go" });
    const ref = exchange.line.last("people.move")?.ref;
    exchange.line.end();
    await clock.pass(300);
    exchange.line.say(welcome("foyer"));
    await grant("venue.resume", snapshot("foyer", [], { resumed: true, position: { epoch: "e-foyer", offset: 2 } }));
    expect(exchange.line.last("people.move")).toMatchObject({ ref });
    const people = [fates("ordered", ["a"]), fates("arrived", ["b"])];
    const news = keptOrder({ order: "o", people, counts: { ordered: 1, arrived: 1 } });
    exchange.line.say({ on: "orders.changed", orders: [news], gone: [], at: TEN });
    await grant("people.move", receipt({ order: "o" }));
    expect((await asked).counts).toMatchObject({ arrived: 1, moved: 1 });
    expect(venue.orders.value).toHaveLength(1);
  });

  it("asks for the kept orders when somebody who may move others comes in", async () => {
    exchange.line.say({ on: "you.changed", me: me({ grants: ["talk", "move"] }) });
    exchange.line.end();
    await clock.pass(300);
    exchange.line.say(welcome("foyer", { me: me({ grants: ["talk", "move"] }) }));
    await grant("venue.resume", snapshot("foyer", [], { resumed: true, position: { epoch: "e-foyer", offset: 2 } }));
    await grant("orders.list", { orders: [keptOrder()], at: TEN });
    expect(venue.orders.value.map(({ order }) => order)).toEqual(["o1"]);
  });

  it("takes along what is being written when an announced move happens, and leaves it when another one does", async () => {
    const news = { order: "o1", to: "plenum", rooms: ["plenum"], by: "Moderation", reason: "", at: TEN };
    venue.write("mitten im Satz");
    exchange.line.say({ on: "you.announced", ...news, more: true, may_decline: false });
    expect(venue.ahead.value).toMatchObject({ order: "o1", to: "plenum", more: true });
    exchange.line.say({ on: "you.moved", room: "plenum", cause: "moderator", order: "o1", by: "Moderation", at: TEN });
    expect(venue.ahead.value).toBeNull();
    expect(venue.draft.value).toBe("mitten im Satz");
    await grant("venue.resume", snapshot("plenum"));
    expect(venue.room.value?.id).toBe("plenum");
    expect(venue.draft.value).toBe("mitten im Satz");
    exchange.line.say({ on: "you.moved", room: "foyer", cause: "moderator", order: "o2", by: "Moderation", at: TEN });
    await grant("venue.resume", snapshot("foyer"));
    expect(venue.draft.value).toBe("");
  });

  it("says that an announced move does not happen, until it is read", () => {
    const news = { order: "o1", to: "plenum", rooms: ["plenum"], by: "Moderation", reason: "", at: TEN };
    exchange.line.say({ on: "you.announced", ...news, more: false, may_decline: true });
    exchange.line.say({ on: "you.called_off", order: "other", why: "cancelled" });
    expect(venue.ahead.value).not.toBeNull();
    exchange.line.say({ on: "you.called_off", order: "o1", why: "cancelled" });
    expect(venue.ahead.value).toBeNull();
    expect(venue.calledOff.value).toMatchObject({ to: "plenum", why: "cancelled" });
    venue.dismissCalledOff();
    expect(venue.calledOff.value).toBeNull();
  });

  it("ends for good when the venue says so, and leaves nothing running", async () => {
    exchange.line.end(4503);
    expect(venue.link.value).toEqual({ state: "ended", code: 4503 });
    life.stop();
    await clock.pass(60_000);
    expect(exchange.lines).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });
});
