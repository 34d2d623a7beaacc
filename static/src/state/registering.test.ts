import { beforeEach, describe, expect, it } from "vitest";
import { begin, clock, exchange, grant, life, venue } from "../testing/opened";
import { eventInfo, MINUTE, session, snapshot, TEN, welcome } from "../testing/samples";

/** Inside, in the foyer. */
beforeEach(async () => {
  begin();
  exchange.line.say(welcome("foyer"));
  await grant("venue.ping", { at: TEN });
  await grant("room.enter", snapshot("foyer"));
});

describe("how I am taken along", () => {
  it("is as I chose once the venue has it, and then as I choose in another window", async () => {
    void venue.follow("always");
    await clock.pass(0);
    expect(venue.places.value.follow).toBe("ask");
    await grant("place.follow", {});
    expect(venue.places.value.follow).toBe("always");
    exchange.line.say({ on: "you.placed", route: { follow: "never", places: [] } });
    expect(venue.places.value.follow).toBe("never");
  });
});

describe("what a version of the event took from me", () => {
  const info = (version: string, subtitle: string) =>
    eventInfo({
      version,
      subtitle: { de: subtitle },
      sessions: [{ ...session("a", "workshop", TEN, TEN + 60 * MINUTE), slot: "s1" }],
    });
  const mine = { session: "a", state: "placed" as const, ahead: 0, until: 0 };
  const route = (...places: (typeof mine)[]) =>
    exchange.line.say({ on: "you.placed", route: { follow: "ask", places } });

  beforeEach(() => {
    life.renew(info("2", "Eins"));
    venue.dismissNews();
    route(mine);
  });

  it("is not what I gave up myself, a moment or a while before", async () => {
    void venue.giveUpPlace("a");
    await clock.pass(0);
    route();
    await grant("place.give_up", {});
    life.renew(info("3", "Zwei"));
    expect(venue.news.value).toBeNull();
  });

  it("is said once, and not with every version that follows", () => {
    route();
    life.renew(info("3", "Zwei"));
    expect(venue.news.value?.lost).toMatchObject([{ session: "a" }]);
    venue.dismissNews();
    life.renew(info("4", "Drei"));
    expect(venue.news.value).toBeNull();
  });
});
