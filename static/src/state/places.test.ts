import { describe, expect, it } from "vitest";
import { type MyPlace } from "../protocol";
import { eventInfo, MINUTE, session, TEN } from "../testing/samples";
import {
  booked,
  changesSeen,
  givenUp,
  keepPlaces,
  lapseSeen,
  lostLately,
  NO_PLACES,
  placed,
  type Places,
  placesOf,
  replanned,
  restoredPlaces,
} from "./places";

function mine(id: string, state: MyPlace["state"], more: Partial<MyPlace> = {}): MyPlace {
  return { session: id, state, ahead: 0, until: 0, ...more };
}

function routed(...places: MyPlace[]): Places {
  return placed(NO_PLACES, { follow: "always", places }, TEN);
}

describe("my route", () => {
  it("is told whole with the welcome, with how the sessions are booked", () => {
    const told = {
      route: { follow: "never" as const, places: [mine("a", "placed")] },
      places: { a: [3, 1] as [number, number] },
      at: TEN,
      show: null,
    };
    expect(placesOf(NO_PLACES, told, TEN)).toMatchObject({
      follow: "never",
      mine: [{ session: "a", state: "placed" }],
      counts: { a: [3, 1] },
      countedAt: TEN,
    });
  });

  it("says that an offer ran out when it is gone at its end", () => {
    const offered = routed(mine("a", "offered", { until: TEN + MINUTE }));
    expect(placed(offered, { follow: "ask", places: [] }, TEN + MINUTE).lapsed).toEqual(["a"]);
    expect(placed(offered, { follow: "ask", places: [mine("a", "waiting")] }, TEN + MINUTE).lapsed).toEqual(["a"]);
  });

  it("does not say so when I answered, here or in another tab", () => {
    const offered = routed(mine("a", "offered", { until: TEN + MINUTE }));
    expect(placed(offered, { follow: "ask", places: [] }, TEN).lapsed).toEqual([]);
    expect(placed(offered, { follow: "ask", places: [mine("a", "placed")] }, TEN + MINUTE).lapsed).toEqual([]);
  });

  it("forgets that an offer ran out when I know it, or am on the list again", () => {
    const offered = routed(mine("a", "offered", { until: TEN }));
    const lapsed = placed(offered, { follow: "ask", places: [] }, TEN);
    expect(lapseSeen(lapsed, "a").lapsed).toEqual([]);
    expect(placed(lapsed, { follow: "ask", places: [mine("a", "waiting")] }, TEN).lapsed).toEqual([]);
  });
});

describe("a place that I had", () => {
  const lost = (places: Places, now = TEN) => lostLately(places, now);

  it("was taken from me when nothing that I did explains it, and that is old after 20 seconds", () => {
    const after = placed(routed(mine("a", "placed")), { follow: "ask", places: [] }, TEN);
    expect(lost(after, TEN + 20_000)).toEqual(["a"]);
    expect(lost(after, TEN + 20_001)).toEqual([]);
  });

  it("was not taken from me when I gave it up, or have another one instead", () => {
    const given = givenUp(routed(mine("a", "placed")), "a");
    expect(lost(placed(given, { follow: "ask", places: [] }, TEN))).toEqual([]);
    const swapped = placed(routed(mine("a", "placed")), { follow: "ask", places: [mine("b", "placed")] }, TEN);
    expect(lost(swapped)).toEqual([]);
  });

  it("can be taken from me after giving it up was refused, and when I have it again", () => {
    const refused = givenUp(givenUp(routed(mine("a", "placed")), "a"), "a", true);
    expect(lost(placed(refused, { follow: "ask", places: [] }, TEN))).toEqual(["a"]);
    const given = placed(givenUp(routed(mine("a", "placed")), "a"), { follow: "ask", places: [] }, TEN);
    const again = placed(given, { follow: "ask", places: [mine("a", "placed")] }, TEN);
    expect(lost(placed(again, { follow: "ask", places: [] }, TEN))).toEqual(["a"]);
  });
});

describe("how sessions are booked", () => {
  it("comes in differences, and an older count never replaces a newer one", () => {
    const first = booked(NO_PLACES, { sessions: { a: [1, 0], b: [2, 0] }, at: 2 });
    const second = booked(first, { sessions: { b: [3, 1] }, at: 3 });
    expect(second.counts).toEqual({ a: [1, 0], b: [3, 1] });
    expect(booked(second, { sessions: { b: [0, 0] }, at: 1 })).toBe(second);
  });
});

describe("a changed programme", () => {
  const one = session("a", "workshop", TEN, TEN + MINUTE);
  const before = eventInfo({ sessions: [one, session("b", "plenum", TEN, TEN + MINUTE)] });
  const later = eventInfo({ sessions: [{ ...one, starts: TEN + 5 * MINUTE }] });
  const route = routed(mine("a", "placed"));

  it("is news where it concerns me, and only there", () => {
    expect(replanned(route, before, later).changes).toEqual([
      { session: "a", title: { de: "a" }, gone: false, before: { starts: TEN, ends: TEN + MINUTE, room: "workshop" } },
    ]);
    expect(replanned(routed(mine("c", "placed")), before, later).changes).toEqual([]);
    expect(replanned(route, before, before)).toBe(route);
  });

  it("says what is cancelled, and what was first told stays the comparison", () => {
    const moved = replanned(route, before, later);
    const gone = replanned(moved, later, eventInfo({ sessions: [] }));
    expect(gone.changes).toMatchObject([{ session: "a", gone: true, before: { starts: TEN } }]);
    expect(placed(gone, { follow: "ask", places: [] }, TEN).changes).toHaveLength(1);
    expect(replanned(moved, later, before).changes).toEqual([]);
  });

  it("stays news over a reload, until it was read", () => {
    let paper = "";
    const shelf = { read: () => paper, write: (text: string) => (paper = text) };
    keepPlaces(shelf, replanned(route, before, later));
    expect(restoredPlaces(shelf).changes).toHaveLength(1);
    keepPlaces(shelf, changesSeen(restoredPlaces(shelf)));
    expect(restoredPlaces(shelf).changes).toEqual([]);
    expect(restoredPlaces({ read: () => "{", write: () => undefined })).toEqual(NO_PLACES);
  });

  it("of a session that I gave up is no news any more", () => {
    expect(placed(replanned(route, before, later), { follow: "ask", places: [] }, TEN).changes).toEqual([]);
  });
});
