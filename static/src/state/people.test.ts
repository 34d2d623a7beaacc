import { describe, expect, it } from "vitest";
import { fates, keptOrder, receipt, TEN } from "../testing/samples";
import { changed, dismissedOrder, given, listed, NO_ORDERS, onDesk, orderOf, shown, total } from "./people";

const fresh = orderOf(receipt({ offline: ["c"], full: ["d"] }), "", TEN, "m", "Moderation");

describe("a move order", () => {
  it("fills as the venue says what changed, also for those who were offline", () => {
    const news = keptOrder({ people: [fates("arrived", ["a", "c"])], counts: { arrived: 2, ordered: 1, full: 1 } });
    const [order] = changed(given(NO_ORDERS, fresh), { orders: [news], gone: [] }).given;
    expect(order?.counts).toMatchObject({ arrived: 2, moved: 1, offline: 0, full: 1 });
    expect([...(order?.people ?? [])]).toEqual([
      ["a", "arrived"],
      ["b", "moved"],
      ["c", "arrived"],
      ["d", "full"],
    ]);
    expect(order?.complete).toBe(true);
  });

  it("keeps what was heard before its receipt came, and what only the receipt says", () => {
    const news = keptOrder({ people: [fates("arrived", ["a", "b"])], counts: { arrived: 2 } });
    const overtaken = [{ person: "a", order: "o0", by_name: "Andere", at: TEN }];
    const orders = given(changed(NO_ORDERS, { orders: [news], gone: [] }), orderOf(receipt({ overtaken }), "", TEN));
    expect(orders.given[0]?.counts.arrived).toBe(2);
    expect(orders.given[0]?.overtook).toEqual(overtaken);
  });

  it("of another moderator stands beside mine, newest first, and goes when it is kept no longer", () => {
    const other = keptOrder({ order: "o2", by: "n", by_name: "Andere", at: TEN + 1 });
    const both = changed(given(NO_ORDERS, fresh), { orders: [other], gone: [] });
    expect(both.given.map(({ order, byName }) => [order, byName])).toEqual([
      ["o2", "Andere"],
      ["o1", "Moderation"],
    ]);
    expect(changed(both, { orders: [], gone: ["o1"] }).given.map(({ order }) => order)).toEqual(["o2"]);
  });

  it("comes whole with the list, or with its numbers until its people are asked for", () => {
    const crowd = keptOrder({ people: null, counts: { arrived: 1200 } });
    const orders = listed(NO_ORDERS, [crowd]);
    expect(orders.given[0]).toMatchObject({ complete: false, counts: { arrived: 1200 } });
    const whole = shown(orders, keptOrder({ people: [fates("arrived", ["a"])], counts: { arrived: 1 } }));
    expect(whole.given[0]).toMatchObject({ complete: true });
  });

  it("knows by which order somebody was sent on", () => {
    const news = keptOrder({ people: [fates("overtaken", ["a"], { by: "o2" })], counts: { overtaken: 1, ordered: 1 } });
    const [order] = changed(given(NO_ORDERS, fresh), { orders: [news], gone: [] }).given;
    expect(order?.overtakenBy.get("a")).toBe("o2");
    expect(order?.before.get("a")).toBe("foyer");
  });

  it("can be taken off the desk, and stays off when something changes", () => {
    const away = dismissedOrder(given(NO_ORDERS, fresh), "o1");
    expect(onDesk(away)).toEqual([]);
    expect(onDesk(changed(away, { orders: [keptOrder()], gone: [] }))).toEqual([]);
  });

  it("tried out with a delay says what would happen now", () => {
    const dry = orderOf(receipt({ announced: ["a", "b", "c"], offline: ["c"] }), "", TEN);
    expect(dry.counts).toMatchObject({ moved: 2, offline: 1, announced: 0 });
    expect(total(dry.counts)).toBe(3);
  });
});
