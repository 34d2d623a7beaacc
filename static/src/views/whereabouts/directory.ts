import { signal } from "@preact/signals";
import { type PeopleFound, type Whereabouts } from "../../protocol";
import { type PeopleQuery, Refused } from "../../state";

const PAGE = 200;

/** Everybody that this desk has ever heard of, by id: for names, organisations, and where somebody was last. */
export class Directory {
  readonly known = signal<ReadonlyMap<string, Whereabouts>>(new Map());
  /** Read to the end once: nobody who is in the house is missing. */
  readonly complete = signal(false);
  readonly #find: (query: PeopleQuery) => Promise<PeopleFound>;
  #reading = false;

  constructor(find: (query: PeopleQuery) => Promise<PeopleFound>) {
    this.#find = find;
  }

  /** Takes over what was heard in passing. */
  learn(people: readonly Whereabouts[]): void {
    if (people.length === 0) return;
    const known = new Map(this.known.value);
    for (const each of people) known.set(each.person.id, each);
    this.known.value = known;
  }

  /** Reads everybody who is in the house; who is not any more stays known by name. A refusal leaves it to the next time. */
  async read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      this.known.value = withoutOthers(this.known.value, await this.#all());
      this.complete.value = true;
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
    } finally {
      this.#reading = false;
    }
  }

  async #all(): Promise<Map<string, Whereabouts>> {
    const all = new Map<string, Whereabouts>();
    let after = "";
    do {
      const page = await this.#find({ after, limit: PAGE });
      for (const each of page.people) all.set(each.person.id, each);
      after = page.next;
    } while (after !== "");
    return all;
  }
}

/** Organisations and how many people of each are known to be in the house, by name. */
export function organisations(known: ReadonlyMap<string, Whereabouts>): readonly { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { person, room } of known.values()) {
    if (person.org && room !== null) counts.set(person.org, (counts.get(person.org) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => one.name.localeCompare(other.name, undefined, { sensitivity: "base", numeric: true }));
}

function withoutOthers(
  before: ReadonlyMap<string, Whereabouts>,
  inside: Map<string, Whereabouts>,
): ReadonlyMap<string, Whereabouts> {
  for (const [id, each] of before) {
    if (!inside.has(id)) inside.set(id, { ...each, room: null, present: false, connections: 0 });
  }
  return inside;
}
