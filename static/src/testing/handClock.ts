import { type Cancel, type Timers } from "../net/timers";

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that passes when the test says so. */
export class HandClock implements Timers {
  #now = 0;
  #order = 0;
  #alarms: Alarm[] = [];
  /** What chance says next; the middle unless a test wants otherwise. */
  chance: () => number = () => 0.5;

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance();
  }

  after(milliseconds: number, run: () => void): Cancel {
    const alarm: Alarm = { at: this.#now + milliseconds, order: (this.#order += 1), run };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  /** Lets time pass; alarms ring in their order, and what they cause is settled before the next. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    await settled();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.at);
      this.#alarms = this.#alarms.filter((other) => other !== next);
      next.run();
      await settled();
    }
    this.#now = until;
  }

  /** The device sleeps: the clock goes on, and what should have rung rings late. */
  async sleep(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    await this.pass(0);
  }

  get waiting(): number {
    return this.#alarms.length;
  }

  #next(until: number): Alarm | undefined {
    const due = this.#alarms.filter((alarm) => alarm.at <= until);
    return due.sort((one, other) => one.at - other.at || one.order - other.order)[0];
  }
}

/** Everything that was promised so far has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
