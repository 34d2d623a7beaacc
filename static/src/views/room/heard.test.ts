import { describe, expect, it } from "vitest";
import { chat } from "../../i18n/de/chat";
import { type LogItem, type Message } from "../../state";
import { newsAfter, summary } from "./heard";

function said(offset: number, by: string, text = "Guten Morgen"): Message {
  return { kind: "message", offset, by, name: `Person ${by}`, org: "", roles: [], text, at: 0, edited: false, ref: "" };
}

describe("new messages, for somebody who listens", () => {
  it("are read out when there is one, and summed up when there are more", () => {
    expect(summary([], chat)).toBe("");
    expect(summary([said(1, "b")], chat)).toBe("Person b: Guten Morgen");
    const eight = Array.from({ length: 8 }, (_, at) => said(at, "b"));
    expect(summary(eight, chat)).toBe("8 neue Nachrichten");
  });

  it("are those of others, after what was heard before", () => {
    const items: LogItem[] = [
      said(1, "b"),
      said(2, "me"),
      { kind: "deleted", offset: 3, byStaff: false },
      said(4, "c"),
    ];
    expect(newsAfter(items, 0, "me").map((item) => item.offset)).toEqual([1, 4]);
    expect(newsAfter(items, 1, "me").map((item) => item.offset)).toEqual([4]);
    expect(newsAfter(items, 4, "me")).toEqual([]);
  });
});
