import { signal } from "@preact/signals";
import { allOrNone, NOTHING, type Selection } from "../../components/selection";
import { browserTimers } from "../../net/timers";
import { type Whereabouts } from "../../protocol";
import { type MoveOrder, type MoveWish, type Venue } from "../../state";
import { Directory } from "../whereabouts/directory";
import { Finder } from "../whereabouts/finder";
import { AT_ONCE, type Plan, wishOfPlan } from "./plan";
import { Expectations } from "./expectations";

/** Who is to be moved. */
export type Subject =
  | { readonly kind: "people"; readonly ids: readonly string[] }
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "everyone" };

/** An order that is being written: `to` is empty while nothing is chosen. */
export interface Draft {
  readonly subject: Subject;
  readonly to: string;
  /** How it is carried out; without: at once, to one room. */
  readonly plan?: Plan;
}

export type Part = "people" | "expected" | "announce" | "order" | "journal";

/** People per page: enough to draw a range, few enough to read. */
const PAGE = 50;

/** What lies on a moderator's desk. It stays there while one walks through the house and comes back. */
export class ModerationDesk {
  readonly finder: Finder;
  readonly directory: Directory;
  readonly selection = signal<Selection>(NOTHING);
  readonly draft = signal<Draft | null>(null);
  /** Whose card is open. */
  readonly person = signal<Whereabouts | null>(null);
  /** Who is being dragged. */
  readonly dragged = signal<readonly string[]>([]);
  /** Where the announcement that is being written goes; null: to everyone. */
  readonly audience = signal<string | null>(null);
  readonly announcement = signal("");
  /** The last thing that was done, for screen readers. */
  readonly said = signal("");
  /** The one room that everybody in an order came from, where it is known: the way back. */
  readonly origins = new Map<string, string>();
  /** Who should be in which session, and who is. */
  readonly expectations: Expectations;
  readonly #venue: Venue;

  constructor(venue: Venue) {
    this.#venue = venue;
    this.expectations = new Expectations((session) => venue.expected(session));
    this.directory = new Directory((query) => venue.findPeople(query));
    this.finder = new Finder(
      async (query) => {
        const found = await venue.findPeople(query);
        this.directory.learn(found.people);
        return found;
      },
      browserTimers,
      PAGE,
    );
  }

  /** Selects everybody of `ids`, or none of them where all are; myself I select by name only. */
  selectAll(ids: readonly string[]): void {
    this.selection.value = allOrNone(this.selection.value, this.others(ids));
  }

  /** Without myself: who gives an order to everybody does not mean to go, too. */
  others(ids: readonly string[]): readonly string[] {
    const me = this.#venue.me.value?.person.id;
    return ids.filter((id) => id !== me);
  }

  /** Begins an order for `ids`, or for the selection; without anybody nothing happens. */
  begin(ids: readonly string[], to = ""): void {
    if (ids.length > 0) this.draft.value = { subject: { kind: "people", ids }, to };
  }

  /** Gives the order. Rejects with `Refused`. */
  async carryOut(draft: Draft, reason: string): Promise<MoveOrder> {
    const order = await this.#venue.move({ ...wishOf(draft), reason });
    if (draft.subject.kind === "people") this.selection.value = NOTHING;
    this.draft.value = null;
    void this.finder.refresh();
    return order;
  }
}

/** The order as the venue wants to hear it. */
export function wishOf({ subject, to, plan = AT_ONCE }: Draft): MoveWish {
  const how = wishOfPlan(plan, to);
  switch (subject.kind) {
    case "people":
      return { people: subject.ids, ...how };
    case "room":
      return { room: subject.room, ...how };
    case "everyone":
      return { everyone: true, ...how };
  }
}

const desks = new WeakMap<Venue, ModerationDesk>();

/** The desk of this visit. */
export function deskIn(venue: Venue): ModerationDesk {
  const known = desks.get(venue);
  if (known) return known;
  const made = new ModerationDesk(venue);
  desks.set(venue, made);
  return made;
}
