import { signal } from "@preact/signals";
import { type Cancel, type Timers } from "../../net/timers";
import { type PeopleFind, type PeopleFound, type Whereabouts } from "../../protocol";
import { type PeopleQuery, Refused } from "../../state";

export type Role = NonNullable<PeopleFind["role"]>;

/** Who is looked for; empty and null leave it open. */
export interface Wanted {
  readonly query: string;
  readonly room: string | null;
  readonly role: Role | null;
  readonly org: string | null;
}

export const EVERYBODY: Wanted = { query: "", room: null, role: null, org: null };

/** A page of those who were found. */
export interface Found {
  readonly people: readonly Whereabouts[];
  /** All that match, exactly. */
  readonly total: number;
  /** The ids of all that match, by name (the venue names 2,000 at most). */
  readonly ids: readonly string[];
  /** Event time of the answer, ms. */
  readonly at: number;
  /** Where the page begins among all that match, from 0. */
  readonly from: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** While somebody types, the venue is asked when they pause for so long, in ms. */
const TYPING = 180;
/** A page that is shown is asked for again so often, in ms: when the house has changed, and when it has not. */
const AFTER_CHANGE = 1_000;
const AT_LATEST = 5_000;

/** Looks for people page by page, and keeps the page that is shown up to date. The newest question wins. */
export class Finder {
  readonly wanted = signal<Wanted>(EVERYBODY);
  readonly found = signal<Found | null>(null);
  /** Something else is asked for than what is shown. */
  readonly looking = signal(true);
  /** Why the last question was not answered. */
  readonly trouble = signal<Refused["code"] | null>(null);
  readonly #find: (query: PeopleQuery) => Promise<PeopleFound>;
  readonly #timers: Timers;
  readonly #size: number;
  /** Where the pages up to the present one begin. */
  #cursors: readonly string[] = [""];
  #next = "";
  #asked = 0;
  #askedAt = -Infinity;
  #underWay = false;
  #changed: unknown = null;
  #cancel: Cancel | null = null;

  constructor(find: (query: PeopleQuery) => Promise<PeopleFound>, timers: Timers, size: number) {
    this.#find = find;
    this.#timers = timers;
    this.#size = size;
  }

  /** Looks for somebody else, from the first page on. */
  want(part: Partial<Wanted>): void {
    this.wanted.value = { ...this.wanted.value, ...part };
    this.#cursors = [""];
    this.looking.value = true;
    // What is under way answers a question that nobody asks any more.
    this.#asked += 1;
    this.#cancel?.();
    this.#cancel = this.#timers.after("query" in part ? TYPING : 0, () => void this.#ask());
  }

  nextPage(): void {
    if (this.looking.value || this.#next === "") return;
    this.#turn([...this.#cursors, this.#next]);
  }

  previousPage(): void {
    if (this.looking.value || this.#cursors.length < 2) return;
    this.#turn(this.#cursors.slice(0, -1));
  }

  /** Asks again for what is shown, at once. */
  async refresh(): Promise<void> {
    await this.#ask();
  }

  /** Asks again if it is time to; called about once a second. `changed` is another value whenever the house has changed. */
  freshen(changed: unknown): void {
    const age = this.#timers.now() - this.#askedAt;
    const due = age >= AT_LATEST || (changed !== this.#changed && age >= AFTER_CHANGE);
    if (!due || this.#underWay || this.#cancel !== null) return;
    this.#changed = changed;
    void this.#ask();
  }

  #turn(cursors: readonly string[]): void {
    this.#cursors = cursors;
    this.looking.value = true;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    const mine = (this.#asked += 1);
    const cursors = this.#cursors;
    this.#askedAt = this.#timers.now();
    this.#underWay = true;
    try {
      const answer = await this.#find({ ...this.wanted.value, after: cursors.at(-1) ?? "", limit: this.#size });
      if (mine === this.#asked) this.#take(answer, cursors);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (mine !== this.#asked) return;
      this.trouble.value = refused.code;
      this.looking.value = false;
    } finally {
      if (mine === this.#asked) this.#underWay = false;
    }
  }

  #take(answer: PeopleFound, cursors: readonly string[]): void {
    if (answer.people.length === 0 && cursors.length > 1) {
      // Everybody on this page has gone: the one before is the last one now.
      this.#turn(cursors.slice(0, -1));
      return;
    }
    const first = answer.people[0]?.person.id ?? "";
    this.#next = answer.next;
    this.trouble.value = null;
    this.looking.value = false;
    this.found.value = {
      people: answer.people,
      total: answer.total,
      ids: answer.ids,
      at: answer.at,
      from: Math.max(0, answer.ids.indexOf(first)),
      isFirst: cursors.length === 1,
      isLast: answer.next === "",
    };
  }
}
