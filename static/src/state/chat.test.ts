import { describe, expect, it } from "vitest";
import { announcement, posted, snapshot } from "../testing/samples";
import { type LoggedEvent } from "../protocol";
import { type ChatLog, EMPTY_LOG, followed, logOf, NOTHING_UNREAD, paged, trimmed, unreadAfter } from "./chat";

function edited(offset: number, message: number, text: string): LoggedEvent {
  return { on: "chat.edited", room: "plenum", offset, message, text };
}

function deleted(offset: number, message: number, byStaff = false): LoggedEvent {
  return { on: "chat.deleted", room: "plenum", offset, message, by_staff: byStaff };
}

function lines(log: ChatLog): string[] {
  return log.items.map((item) => {
    if (item.kind === "deleted") return `${item.offset} gone${item.byStaff ? " by staff" : ""}`;
    return `${item.offset} ${item.text}${item.kind === "message" && item.edited ? " (edited)" : ""}`;
  });
}

const begun = logOf(snapshot("plenum", [posted("plenum", 4), posted("plenum", 5)], { older: true }));

describe("a room's log", () => {
  it("shows what is said, in order", () => {
    const log = followed(begun, [posted("plenum", 6), announcement("plenum", 7)]);
    expect(lines(log)).toEqual(["4 line 4", "5 line 5", "6 line 6", "7 Gleich geht es weiter"]);
  });

  it("shows an edited message with its newest text, in its old place", () => {
    const log = followed(begun, [edited(6, 4, "first"), edited(7, 4, "second")]);
    expect(lines(log)).toEqual(["4 second (edited)", "5 line 5"]);
  });

  it("leaves a tombstone where a message was deleted", () => {
    const log = followed(begun, [deleted(6, 5, true)]);
    expect(lines(log)).toEqual(["4 line 4", "5 gone by staff"]);
  });

  it("takes tombstones and voids of a stored log in their own place", () => {
    const log = logOf(
      snapshot("plenum", [deleted(1, 1), { on: "log.voided", room: "plenum", offset: 2 }, posted("plenum", 3)]),
    );
    expect(lines(log)).toEqual(["1 gone", "3 line 3"]);
    expect(log.from).toBe(1);
  });

  it("is the same object when an event shows nothing", () => {
    expect(followed(begun, [edited(6, 1, "of a page that is not loaded")])).toBe(begun);
    expect(followed(begun, [{ on: "poll.opened", room: "plenum", offset: 6 } as unknown as LoggedEvent])).toBe(begun);
  });

  it("keeps the identity of messages that did not change", () => {
    const log = followed(begun, [edited(6, 5, "new")]);
    expect(log.items[0]).toBe(begun.items[0]);
    expect(log.items[1]).not.toBe(begun.items[1]);
  });
});

describe("older pages", () => {
  it("go before what is known, once", () => {
    const log = paged(begun, [posted("plenum", 2), posted("plenum", 3), posted("plenum", 4)], false);
    expect(lines(log)).toEqual(["2 line 2", "3 line 3", "4 line 4", "5 line 5"]);
    expect(log).toMatchObject({ from: 2, older: false, loadingOlder: false });
  });

  it("hold the newest text already: an old edit among them does not bring back an old text", () => {
    const page = [posted("plenum", 1, { text: "newest", edited: true }), edited(2, 1, "in between")];
    expect(lines(paged(begun, page, false))[0]).toBe("1 newest (edited)");
  });

  it("may be empty", () => {
    expect(paged(begun, [], false)).toMatchObject({ from: 4, older: false });
  });
});

describe("a long day", () => {
  it("keeps the newest items, and can page the others back", () => {
    const events = Array.from({ length: 700 }, (_, index) => posted("plenum", index + 6));
    const log = trimmed(followed(begun, events));
    expect(log.items).toHaveLength(400);
    expect(log.items.at(-1)).toMatchObject({ offset: 705 });
    expect(log).toMatchObject({ from: 306, older: true });
  });

  it("does not touch a log of ordinary length", () => {
    expect(trimmed(begun)).toBe(begun);
    expect(EMPTY_LOG.items).toEqual([]);
  });
});

describe("the unread mark", () => {
  it("counts what others said, and stays at the first of it", () => {
    const first = unreadAfter(NOTHING_UNREAD, [posted("plenum", 6), edited(7, 4, "x")], "me");
    const second = unreadAfter(first, [announcement("plenum", 8), posted("plenum", 9, { by: "me" })], "me");
    expect(second).toEqual({ count: 2, mark: 6 });
  });

  it("starts anew after everything was read", () => {
    expect(unreadAfter({ count: 0, mark: 6 }, [posted("plenum", 9)], "me")).toEqual({ count: 1, mark: 9 });
  });
});
