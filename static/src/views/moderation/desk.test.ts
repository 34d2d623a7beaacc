import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { type PeopleFound, type Whereabouts } from "../../protocol";
import { type MoveWish, Refused, type Venue } from "../../state";
import { orderOf } from "../../state/people";
import { me, member, TEN } from "../../testing/samples";
import { deskIn, type Draft, ModerationDesk, wishOf } from "./desk";

const wishes: MoveWish[] = [];

/** A venue that carries out every order, and remembers what it was asked. */
function venueOf(people: readonly Whereabouts[], refuse = false): Venue {
  const ids = people.map(({ person }) => person.id);
  const found: PeopleFound = { people, total: people.length, next: "", ids, at: TEN };
  return {
    me: signal(me()),
    findPeople: () => Promise.resolve(found),
    move: (wish: MoveWish) => {
      if (refuse) return Promise.reject(new Refused("not_allowed"));
      wishes.push(wish);
      const moved = wish.people ?? ids;
      const receipt = { order: "o.1", to: wish.to, moved, already: [], offline: [], full: [], barred: [] };
      return Promise.resolve(orderOf(receipt, wish.reason ?? "", TEN));
    },
  } as unknown as Venue;
}

function somebody(id: string, room: string): Whereabouts {
  return { person: member(id), room, present: true, since: TEN, connections: 1 };
}

async function opened(people: readonly Whereabouts[], refuse = false): Promise<ModerationDesk> {
  const desk = new ModerationDesk(venueOf(people, refuse));
  await desk.directory.read();
  return desk;
}

const named = (ids: readonly string[], to = "plenum"): Draft => ({ subject: { kind: "people", ids }, to });

describe("a moderator's desk", () => {
  it("selects everybody but me, and lets them go again", async () => {
    const desk = await opened([]);
    desk.selectAll(["a", "me", "b"]);
    expect([...desk.selection.value.chosen]).toEqual(["a", "b"]);
    desk.selectAll(["a", "me", "b"]);
    expect(desk.selection.value.chosen.size).toBe(0);
  });

  it("begins no order about nobody", async () => {
    const desk = await opened([]);
    desk.begin([]);
    expect(desk.draft.value).toBeNull();
    desk.begin(["a"], "plenum");
    expect(desk.draft.value).toEqual(named(["a"]));
  });

  it("names exactly one kind of people in an order", () => {
    expect(wishOf(named(["a"]))).toEqual({ people: ["a"], to: "plenum" });
    expect(wishOf({ subject: { kind: "room", room: "foyer" }, to: "plenum" })).toEqual({ room: "foyer", to: "plenum" });
    expect(wishOf({ subject: { kind: "everyone" }, to: "plenum" })).toEqual({ everyone: true, to: "plenum" });
  });

  it("puts the draft and the selection away when the order is given, with its reason", async () => {
    const desk = await opened([somebody("a", "foyer")]);
    desk.selectAll(["a"]);
    desk.begin(["a"], "plenum");
    await desk.carryOut(named(["a"]), "Es geht los");
    expect(wishes.at(-1)).toEqual({ people: ["a"], to: "plenum", reason: "Es geht los" });
    expect(desk.draft.value).toBeNull();
    expect(desk.selection.value.chosen.size).toBe(0);
  });

  it("keeps both when the order is refused", async () => {
    const desk = await opened([somebody("a", "foyer")], true);
    desk.selectAll(["a"]);
    desk.begin(["a"], "plenum");
    await expect(desk.carryOut(named(["a"]), "")).rejects.toThrow(Refused);
    expect(desk.draft.value).not.toBeNull();
    expect(desk.selection.value.chosen.size).toBe(1);
  });

  it("knows the way back of those who came from one room, and of nobody else", async () => {
    const desk = await opened([somebody("a", "foyer"), somebody("b", "foyer"), somebody("c", "cafeteria.1")]);
    await desk.carryOut(named(["a", "b"]), "");
    expect(desk.origins.get("o.1")).toBe("foyer");
    desk.origins.clear();
    await desk.carryOut(named(["a", "c"]), "");
    expect(desk.origins.size).toBe(0);
    await desk.carryOut({ subject: { kind: "room", room: "cafeteria" }, to: "plenum" }, "");
    expect(desk.origins.get("o.1")).toBe("cafeteria");
  });

  it("is the same one when the moderator comes back to it", () => {
    const venue = venueOf([]);
    expect(deskIn(venue)).toBe(deskIn(venue));
  });
});
