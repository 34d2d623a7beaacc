import { type PeopleMove } from "../../protocol";

export type Spread = NonNullable<PeopleMove["spread"]>;

/** How an order is carried out: to one room or several, at once or announced. */
export interface Plan {
  readonly several: boolean;
  /** The rooms where they are several. */
  readonly rooms: readonly string[];
  readonly spread: Spread;
  /** Which lots are drawn: the same for the dry run and the deed. */
  readonly seed: number;
  /** Who is kept in one room. */
  readonly together: readonly string[];
  /** Seconds; 0: at once. */
  readonly delay: number;
  readonly more: boolean;
  readonly mayDecline: boolean;
}

export const AT_ONCE: Plan = {
  several: false,
  rooms: [],
  spread: "even",
  seed: 1,
  together: [],
  delay: 0,
  more: true,
  mayDecline: false,
};

/** Whoever is moved with a whole room, or with everybody, reads it first. */
export const GENTLE: Plan = { ...AT_ONCE, delay: 30 };

/** What one can choose from, in seconds. */
export const DELAYS: readonly number[] = [0, 30, 60, 120, 300];

const SEEDS = 2 ** 31;

/** Other lots than before. */
export function drawn(plan: Plan, chance = Math.random()): Plan {
  return { ...plan, seed: Math.floor(chance * SEEDS) };
}

type Wish = Pick<PeopleMove, "to" | "rooms" | "spread" | "seed" | "together" | "delay" | "more" | "may_decline">;

/** The plan as the venue wants to hear it; what is as always is left out. */
export function wishOfPlan(plan: Plan, to: string): Wish {
  const { several, rooms, spread, seed, together, delay, more, mayDecline } = plan;
  const where: Wish = several
    ? { rooms, spread, seed, ...(together.length > 1 ? { together: [together] } : {}) }
    : { to };
  return delay > 0 ? { ...where, delay, more, may_decline: mayDecline } : where;
}
