import { describe, expect, it } from "vitest";
import { type PeopleFound, type Whereabouts } from "../../protocol";
import { type PeopleQuery, Refused } from "../../state";
import { member, TEN } from "../../testing/samples";
import { Directory, organisations } from "./directory";

function somebody(id: string, org = "", room: string | null = "plenum"): Whereabouts {
  return { person: member(id, { org }), room, present: room !== null, since: TEN, connections: 1 };
}

/** Answers in pages of two. */
function houseOf(people: () => readonly Whereabouts[]) {
  return ({ after = "" }: PeopleQuery): Promise<PeopleFound> => {
    const rest = people().filter(({ person }) => person.id > after);
    const page = rest.slice(0, 2);
    const next = rest.length > 2 ? (page.at(-1)?.person.id ?? "") : "";
    return Promise.resolve({ people: page, total: people().length, next, ids: [], at: TEN });
  };
}

describe("the directory of a desk", () => {
  it("reads everybody, page by page", async () => {
    const directory = new Directory(houseOf(() => ["a", "b", "c", "d", "e"].map((id) => somebody(id))));
    await directory.read();
    expect([...directory.known.value.keys()]).toEqual(["a", "b", "c", "d", "e"]);
    expect(directory.complete.value).toBe(true);
  });

  it("keeps the name of who has left, and says that they are not in the house", async () => {
    let inside = [somebody("a"), somebody("b")];
    const directory = new Directory(houseOf(() => inside));
    await directory.read();
    inside = [somebody("a")];
    await directory.read();
    expect(directory.known.value.get("b")).toMatchObject({ room: null, present: false, connections: 0 });
  });

  it("learns in passing, and survives a refusal", async () => {
    const directory = new Directory(() => Promise.reject(new Refused("store_unavailable")));
    directory.learn([somebody("a")]);
    await directory.read();
    expect(directory.known.value.has("a")).toBe(true);
    expect(directory.complete.value).toBe(false);
  });

  it("counts organisations by who is in the house, in the order of their names", () => {
    const people = [somebody("a", "Stadt 10"), somebody("b", "Stadt 2"), somebody("c", "stadt 2", null)];
    const known = new Map([...people, somebody("d", "Stadt 2")].map((each) => [each.person.id, each]));
    expect(organisations(known)).toEqual([
      { name: "Stadt 2", count: 2 },
      { name: "Stadt 10", count: 1 },
    ]);
  });
});
