import { type Command, type MyPlace, type Route } from "../protocol";

type Outcome = { ok: unknown } | { error: unknown };

/** A session as the model knows it: its slot, the places that nobody has, and how many others wait. */
export interface ModelSession {
  readonly slot: string;
  free: number;
  others: number;
}

/**
 * The promises about places for one person: at most one in a slot, never more than there are, the old one kept until
 * there is a new one, offers that end.
 */
export class ModelPlaces {
  readonly sessions = new Map<string, ModelSession>();
  route: Route = { follow: "ask", places: [] };
  readonly #now: () => number;
  readonly #tell: (frame: object) => void;

  constructor(now: () => number, tell: (frame: object) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  get counts(): Record<string, [number, number]> {
    return Object.fromEntries([...this.sessions].map(([id, { free, others }]) => [id, [10 - free, others]]));
  }

  /** Somebody left: the place is mine until a time, if I want it. */
  offer(session: string, until: number): void {
    this.#put({ session, state: "offered", ahead: 0, until });
  }

  /** The offer's time is up: the next one has it. */
  expire(session: string): void {
    this.#drop(session);
    this.#changed();
  }

  do(command: Command): Outcome | null {
    switch (command.do) {
      case "place.take":
        return this.#take(command.session, command.instead ?? false);
      case "place.give_up":
        this.#giveUp(command.session);
        return { ok: {} };
      case "place.accept":
        return this.#accept(command.session);
      case "place.follow":
        this.route = { ...this.route, follow: command.how };
        this.#changed();
        return { ok: {} };
      default:
        return null;
    }
  }

  #take(session: string, instead: boolean): Outcome {
    const about = this.sessions.get(session);
    if (!about) return refusal("no_session");
    const other = this.#beside(session);
    if (other && !instead) return refusal("place_in_slot");
    if (about.free === 0) {
      this.#put({ session, state: "waiting", ahead: about.others, until: 0 });
      return { ok: { state: "waiting", ahead: about.others } };
    }
    about.free -= 1;
    if (other) this.#free(other.session);
    this.#put({ session, state: "placed", ahead: 0, until: 0 });
    return { ok: { state: "placed", ahead: 0 } };
  }

  #accept(session: string): Outcome {
    const offer = this.route.places.find((each) => each.session === session && each.state === "offered");
    if (!offer || offer.until <= this.#now()) return refusal("offer_gone");
    const other = this.#beside(session);
    if (other) this.#free(other.session);
    this.#put({ session, state: "placed", ahead: 0, until: 0 });
    return { ok: { state: "placed", ahead: 0 } };
  }

  #giveUp(session: string): void {
    if (this.route.places.find((each) => each.session === session)?.state === "placed") this.#free(session);
    else this.#drop(session);
    this.#changed();
  }

  #beside(session: string): MyPlace | undefined {
    const slot = this.sessions.get(session)?.slot;
    return this.route.places.find(
      (each) => each.state === "placed" && each.session !== session && this.sessions.get(each.session)?.slot === slot,
    );
  }

  #free(session: string): void {
    const about = this.sessions.get(session);
    if (about) about.free += 1;
    this.#drop(session);
  }

  #put(place: MyPlace): void {
    this.#drop(place.session);
    this.route = { ...this.route, places: [...this.route.places, place] };
    this.#changed();
  }

  #drop(session: string): void {
    this.route = { ...this.route, places: this.route.places.filter((each) => each.session !== session) };
  }

  #changed(): void {
    this.#tell({ on: "you.placed", route: this.route });
    this.#tell({ on: "places.counted", sessions: this.counts, at: this.#now() });
  }
}

function refusal(code: string): Outcome {
  return { error: { code, retry: false, message: "" } };
}
