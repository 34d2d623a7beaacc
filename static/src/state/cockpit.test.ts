import { beforeEach, describe, expect, it } from "vitest";
import { type Show } from "../protocol";
import { begin, clock, exchange, grant, venue } from "../testing/opened";
import { snapshot, TEN, welcome } from "../testing/samples";
import { Refused } from "./index";

/** So long is a step, in ms. */
const STEP = 7_000;

const show: Show = {
  ...{ at: TEN, number: 1, step: "one", mode: "clock", state: "running", until: 0, times: {} },
  steps: ["one", "two", "three"].map((id, at) => {
    const [starts, ends] = [TEN + at * STEP, TEN + (at + 1) * STEP];
    return { id, kind: "break", sessions: [], planned: [starts, ends], starts, ends };
  }),
};

beforeEach(async () => {
  begin();
  exchange.line.say(welcome("foyer", { show }));
  await grant("venue.ping", { at: TEN });
  await grant("room.enter", snapshot("foyer"));
  // A second after the first step ended by the clock.
  await clock.pass(TEN + STEP + 1_000 - venue.now());
});

describe("the cockpit", () => {
  it("shows with each second the step that runs, though the clock of everything else steps later", () => {
    expect(venue.show.value.running?.id).toBe("one");
    expect(venue.showAt(venue.second.value).running?.id).toBe("two");
  });

  it("acts on the step that was shown, and not on the one that has begun meanwhile", async () => {
    const refused = venue.skipShow("one", true).catch((fault: unknown) => fault);
    await clock.pass(0);
    const command = exchange.line.last("show.skip");
    expect(command).toMatchObject({ step: "one", rest: true });
    exchange.line.say({ re: command?.ref, error: { code: "step_changed", retry: false, message: "" } });
    expect(await refused).toBeInstanceOf(Refused);
  });

  it("names the step in everything that it asks for", async () => {
    void venue.holdShow("one");
    void venue.resumeShow("two");
    void venue.extendShow("one", 5, false);
    void venue.backShow("two");
    void venue.runShow("two", "hand");
    void venue.foresee("one", "skip", true);
    await clock.pass(0);
    const steps = ["show.hold", "show.resume", "show.extend", "show.back", "show.mode", "show.skip"].map(
      (name) => exchange.line.last(name)?.step,
    );
    expect(steps).toEqual(["one", "two", "one", "two", "two", "one"]);
    expect(exchange.line.last("show.skip")).toMatchObject({ dry_run: true });
  });
});
