import { describe, expect, it } from "vitest";
import { type Whereabouts } from "../../protocol";
import { houseOf } from "../../state/rooms";
import { eventInfo, member, TEN } from "../../testing/samples";
import { fitOf } from "./fit";

const house = houseOf(
  {
    info: eventInfo(),
    counts: { rooms: { workshop: [8, 8] }, total: 8, at: TEN },
    here: "foyer",
    limits: [],
    closed: [],
    now: TEN,
  },
  null,
);
const [, plenum, workshop] = house.rooms;
if (!plenum || !workshop) throw new Error("the sample event has changed");

const known = new Map<string, Whereabouts>(
  [
    { person: member("there"), room: "workshop" },
    { person: member("speaker", { roles: ["speaker"] }), room: "foyer" },
    { person: member("guest"), room: "foyer" },
  ].map((each) => [each.person.id, { ...each, present: true, since: TEN, connections: 1 }]),
);

describe("how many would fit into a room", () => {
  it("counts seats: neither who is there already nor who works there needs one", () => {
    expect(fitOf(workshop, ["there", "speaker", "guest"], known)).toEqual({ need: 1, missing: 0 });
  });

  it("says how many seats are missing; who is not known is counted", () => {
    expect(fitOf(workshop, ["guest", "x", "y", "z"], known)).toEqual({ need: 4, missing: 2 });
  });

  it("finds room for everybody where seats are not counted", () => {
    expect(fitOf(plenum, ["guest", "x", "y", "z"], known).missing).toBe(0);
  });
});
