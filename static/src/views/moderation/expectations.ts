import { signal } from "@preact/signals";
import { type Expected, type SessionInfo } from "../../protocol";
import { Refused } from "../../state";

/** Numbers older than this (ms) are asked for anew. */
const FRESH = 4_000;

/** Should and is of sessions, asked for one after the other: the oldest numbers first, so that many sessions cost no more than one. */
export class Expectations {
  readonly known = signal<ReadonlyMap<string, Expected>>(new Map());
  /** Why the last question was not answered; null: it was. */
  readonly trouble = signal<Refused["code"] | null>(null);
  readonly #ask: (session: string) => Promise<Expected>;
  #asking = false;

  constructor(ask: (session: string) => Promise<Expected>) {
    this.#ask = ask;
  }

  /** Asks for the one of `sessions` whose numbers are the oldest, if they are old. `now` is event time in ms. */
  async step(sessions: readonly SessionInfo[], now: number): Promise<void> {
    const next = oldest(sessions, this.known.value, now);
    if (next === null || this.#asking) return;
    this.#asking = true;
    try {
      const answer = await this.#ask(next);
      this.known.value = new Map(this.known.value).set(next, answer);
      this.trouble.value = null;
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      this.trouble.value = fault.code;
    } finally {
      this.#asking = false;
    }
  }
}

function oldest(sessions: readonly SessionInfo[], known: ReadonlyMap<string, Expected>, now: number): string | null {
  let found: string | null = null;
  let since = now - FRESH;
  for (const { id } of sessions) {
    const at = known.get(id)?.at ?? 0;
    if (at > since) continue;
    found = id;
    since = at - 1;
  }
  return found;
}

/** The sessions of a board: those that run now, and those that come next. */
export interface Rounds {
  readonly running: readonly SessionInfo[];
  readonly next: readonly SessionInfo[];
}

/** Sessions that one registers for, of now and of the next round. */
export function roundsAt(sessions: readonly SessionInfo[], now: number): Rounds {
  const registered = sessions.filter(({ slot }) => slot !== null);
  const coming = registered.filter(({ starts }) => starts > now);
  const first = Math.min(...coming.map(({ starts }) => starts));
  const slot = coming.find(({ starts }) => starts === first)?.slot;
  return {
    running: registered.filter(({ starts, ends }) => starts <= now && now < ends),
    next: coming.filter((session) => session.slot === slot),
  };
}

/** Several sessions in one line of numbers. */
export function totalOf(
  of: readonly Expected[],
): Record<"expected" | "here" | "missing" | "strayed" | "unexpected", number> {
  const sum = { expected: 0, here: 0, missing: 0, strayed: 0, unexpected: 0 };
  for (const each of of) {
    sum.expected += each.expected;
    for (const key of ["here", "missing", "strayed", "unexpected"] as const) sum[key] += each[key].length;
  }
  return sum;
}
