import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { type PeopleFound, type Whereabouts } from "../../protocol";
import { type MoveWish, Refused, type Venue } from "../../state";
import { orderOf } from "../../state/people";
import { me, member, receipt, TEN } from "../../testing/samples";
import { deskIn, type Draft, ModerationDesk, wishOf } from "./desk";
import { AT_ONCE, drawn, type Plan } from "./plan";

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
      return Promise.resolve(orderOf(receipt({ order: "o.1", to: wish.to ?? "", moved }), wish.reason ?? "", TEN));
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

  it("says several rooms with their lots, and a delay with what may be answered", () => {
    const plan: Plan = {
      ...AT_ONCE,
      several: true,
      rooms: ["w1", "w2"],
      spread: "random",
      seed: 7,
      together: ["a", "b"],
    };
    const everyone: Draft = { subject: { kind: "everyone" }, to: "plenum", plan };
    expect(wishOf(everyone)).toEqual({
      everyone: true,
      rooms: ["w1", "w2"],
      spread: "random",
      seed: 7,
      together: [["a", "b"]],
    });
    expect(wishOf({ ...named(["a"]), plan: { ...AT_ONCE, delay: 60, mayDecline: true } })).toEqual({
      people: ["a"],
      to: "plenum",
      delay: 60,
      more: true,
      may_decline: true,
    });
    expect(drawn(plan, 0.5).seed).toBe(2 ** 30);
  });

  it("is the same one when the moderator comes back to it", () => {
    const venue = venueOf([]);
    expect(deskIn(venue)).toBe(deskIn(venue));
  });
});
