import { describe, expect, it } from "vitest";
import { type ChatLog, type Message, type Outgoing } from "../../state";
import { entriesOf, outgoingEntries } from "./entries";

const me = { id: "p-1", name: "Teilnehmerin 1", roles: ["participant" as const] };
const context = { room: "plenum", me, now: 5_000, today: 90_000, whyOf: () => "Der Text ist zu lang." };

function outgoing(ref: string, changes: Partial<Outgoing> = {}): Outgoing {
  return { ref, room: "plenum", text: ref, at: 89_000, state: "sending", code: null, ...changes };
}

function logged(ref: string, offset: number): Message {
  const { id: by, name } = me;
  return { kind: "message", offset, by, name, org: "", roles: ["participant"], text: ref, at: 1, edited: false, ref };
}

function log(items: ChatLog["items"]): ChatLog {
  return { room: "plenum", items, from: 1, older: false, loadingOlder: false };
}

describe("what I said and is on its way", () => {
  it("stands behind the log, at the event's time", () => {
    const mine = outgoingEntries([outgoing("k-2")], context);
    expect(mine).toMatchObject([{ kind: "outgoing", by: "p-1", text: "k-2", at: 4_000, why: "" }]);
    expect(entriesOf(log([logged("k-1", 1)]), mine).map((entry) => "ref" in entry && entry.ref)).toEqual([
      "k-1",
      "k-2",
    ]);
  });

  it("is shown once when the log has it already", () => {
    const mine = outgoingEntries([outgoing("k-1", { state: "sent" })], context);
    expect(entriesOf(log([logged("k-1", 1)]), mine)).toHaveLength(1);
  });

  it("says why it failed", () => {
    expect(outgoingEntries([outgoing("k-1", { state: "failed", code: "too_long" })], context)).toMatchObject([
      { state: "failed", why: "Der Text ist zu lang." },
    ]);
  });

  it("is not shown in another room, nor when it was returned", () => {
    expect(
      outgoingEntries([outgoing("k-1", { room: "foyer" }), outgoing("k-2", { state: "returned" })], context),
    ).toEqual([]);
  });

  it("leaves the log as it is when nothing is on its way", () => {
    const before = log([logged("k-1", 1)]);
    expect(entriesOf(before, [])).toBe(before.items);
  });
});
