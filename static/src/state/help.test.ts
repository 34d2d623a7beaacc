import { describe, expect, it } from "vitest";
import { type HelpListed, type YouHelped } from "../protocol";
import { member, TEN } from "../testing/samples";
import { helped, NO_HELP, NO_TICKET, toldHelpers, welcomed } from "./help";

function ticket(state: YouHelped["state"], more: Partial<YouHelped> = {}): YouHelped {
  return { ...NO_TICKET, state, number: 7, since: TEN, ...more };
}

describe("my ticket", () => {
  it("is followed from waiting to its end, and its text is forgotten then", () => {
    let help = helped(NO_HELP, ticket("waiting", { ahead: 2 }));
    help = { ...help, text: "my question" };
    help = helped(help, ticket("taken", { by: member("m") }));
    expect(help.text).toBe("my question");
    help = helped(help, ticket("closed", { reason: "solved" }));
    expect(help.mine.state).toBe("closed");
    expect(help.text).toBeNull();
  });

  it("of another number has another text", () => {
    const help = { ...helped(NO_HELP, ticket("waiting")), text: "the first" };
    expect(helped(help, ticket("waiting", { number: 8 })).text).toBeNull();
  });

  it("that ended while nothing could be heard is told as ended", () => {
    const help = helped(NO_HELP, ticket("taken", { by: member("m") }));
    expect(welcomed(help, NO_TICKET).mine).toMatchObject({ state: "closed", number: 7, reason: "" });
    expect(welcomed(NO_HELP, NO_TICKET).mine.state).toBe("none");
    expect(welcomed(help, ticket("waiting")).mine.state).toBe("waiting");
  });

  it("that is closed and not put away stays so over a reconnect", () => {
    const help = helped(NO_HELP, ticket("closed", { reason: "moved" }));
    expect(welcomed(help, NO_TICKET).mine).toMatchObject({ state: "closed", reason: "moved" });
  });
});

describe("the queue", () => {
  const listed: HelpListed = { on: "help.listed", tickets: [], at: TEN };

  it("is there for who may help, and gone with the right to", () => {
    const counted = { on: "help.counted", waiting: 3, taken: 1, oldest: TEN } as const;
    let help = toldHelpers(toldHelpers(NO_HELP, counted, true), listed, true);
    expect(help).toMatchObject({ counted, listed });
    help = toldHelpers(help, listed, false);
    expect(help).toMatchObject({ counted: null, listed: null });
  });
});
