import { describe, expect, it } from "vitest";
import { type PeopleFound, type Whereabouts } from "../../protocol";
import { type PeopleQuery, Refused } from "../../state";
import { HandClock, settled } from "../../testing/handClock";
import { member, TEN } from "../../testing/samples";
import { Finder } from "./finder";

function somebody(id: string, room = "plenum"): Whereabouts {
  return { person: member(id, { name: id }), room, present: true, since: TEN, connections: 1 };
}

/** A house that answers in pages, as the venue does. */
class House {
  readonly asked: PeopleQuery[] = [];
  people: Whereabouts[];
  refuse: Refused["code"] | null = null;
  /** Answers wait until they are let go. */
  held: (() => void)[] | null = null;

  constructor(names: readonly string[]) {
    this.people = names.map((name) => somebody(name));
  }

  readonly find = async (query: PeopleQuery): Promise<PeopleFound> => {
    this.asked.push(query);
    const answer = this.#answer(query);
    const { held } = this;
    if (held) await new Promise<void>((resolve) => held.push(resolve));
    if (this.refuse) throw new Refused(this.refuse);
    return answer;
  };

  #answer({ query = "", room = null, after = "", limit = 2 }: PeopleQuery): PeopleFound {
    const matching = this.people.filter(
      ({ person, room: where }) => person.name.includes(query) && (room === null || room === where),
    );
    const rest = matching.filter(({ person }) => person.id > after);
    const page = rest.slice(0, limit);
    return {
      people: page,
      total: matching.length,
      next: rest.length > limit ? (page.at(-1)?.person.id ?? "") : "",
      ids: matching.map(({ person }) => person.id),
      at: TEN,
    };
  }
}

const names = (finder: Finder) => finder.found.value?.people.map(({ person }) => person.id).join("");

async function opened(house: House): Promise<{ finder: Finder; clock: HandClock }> {
  const clock = new HandClock();
  const finder = new Finder(house.find, clock, 2);
  finder.want({});
  await clock.pass(0);
  return { finder, clock };
}

describe("finding people in the house", () => {
  it("shows the first page and how many there are altogether", async () => {
    const { finder } = await opened(new House(["a", "b", "c", "d", "e"]));
    expect(names(finder)).toBe("ab");
    expect(finder.found.value).toMatchObject({ total: 5, from: 0, isFirst: true, isLast: false });
    expect(finder.found.value?.ids).toHaveLength(5);
  });

  it("turns the pages forth and back, and says where one is", async () => {
    const { finder } = await opened(new House(["a", "b", "c", "d", "e"]));
    finder.nextPage();
    await settled();
    finder.nextPage();
    await settled();
    expect(names(finder)).toBe("e");
    expect(finder.found.value).toMatchObject({ from: 4, isFirst: false, isLast: true });
    finder.nextPage();
    finder.previousPage();
    await settled();
    expect(names(finder)).toBe("cd");
  });

  it("asks when typing pauses, once, and begins at the first page again", async () => {
    const house = new House(["a", "b", "c", "ab"]);
    const { finder, clock } = await opened(house);
    finder.nextPage();
    await settled();
    finder.want({ query: "a" });
    await clock.pass(100);
    finder.want({ query: "ab" });
    expect(finder.looking.value).toBe(true);
    await clock.pass(200);
    expect(house.asked.map((query) => query.query)).toEqual(["", "", "ab"]);
    expect(names(finder)).toBe("ab");
    expect(finder.looking.value).toBe(false);
  });

  it("forgets the answer to a question that nobody asks any more", async () => {
    const house = new House(["a", "b"]);
    const { finder, clock } = await opened(house);
    house.held = [];
    finder.want({ room: "nowhere" });
    await clock.pass(0);
    finder.want({ room: "plenum" });
    await clock.pass(0);
    house.held[1]?.();
    await settled();
    house.held[0]?.();
    await settled();
    expect(names(finder)).toBe("ab");
  });

  it("goes back a page when everybody on the last one has left", async () => {
    const house = new House(["a", "b", "c"]);
    const { finder } = await opened(house);
    finder.nextPage();
    await settled();
    house.people = house.people.slice(0, 2);
    await finder.refresh();
    await settled();
    expect(names(finder)).toBe("ab");
  });

  it("keeps what is shown when the venue does not answer, says so, and is right again afterwards", async () => {
    const house = new House(["a"]);
    const { finder } = await opened(house);
    house.refuse = "lost";
    await finder.refresh();
    expect(finder.trouble.value).toBe("lost");
    expect(names(finder)).toBe("a");
    house.refuse = null;
    await finder.refresh();
    expect(finder.trouble.value).toBeNull();
  });

  it("stays fresh: soon after the house has changed, and every five seconds at the latest", async () => {
    const house = new House(["a"]);
    const { finder, clock } = await opened(house);
    finder.freshen("counts 1");
    expect(house.asked).toHaveLength(1);
    await clock.pass(1_000);
    finder.freshen("counts 1");
    await settled();
    expect(house.asked).toHaveLength(2);
    await clock.pass(1_000);
    finder.freshen("counts 1");
    expect(house.asked).toHaveLength(2);
    await clock.pass(4_000);
    finder.freshen("counts 1");
    expect(house.asked).toHaveLength(3);
  });
});
