import { signal } from "@preact/signals";
import { type Published, type PublishWith } from "../../protocol";

/** Why there is no answer to show: somebody else published that version meanwhile, or it did not work. */
export type Trouble = { readonly kind: "overtaken"; readonly number: number } | { readonly kind: "failed" };

interface Options {
  readonly ask: (what: PublishWith) => Promise<Published>;
  /** The version that counts as far as is known. */
  readonly current: number;
  /** The version to bring back; 0: a new text. */
  readonly back: number;
  readonly onPublished: () => void;
}

/** A version on its way: looked at first, and then exactly that is published. */
export class Publication {
  /** What publishing would mean; null before the look, and after the text has changed. */
  readonly said = signal<Published | null>(null);
  /** The version that counts now, since it was published here; 0 before. */
  readonly done = signal(0);
  readonly busy = signal(false);
  readonly trouble = signal<Trouble | null>(null);
  readonly #options: Options;
  /** The version that was compared with last: what is published takes the place of what was looked at. */
  #seen: number;
  /** The same wish is one publication, however often it is sent. */
  #ref = "";
  /** The text that was looked at. */
  #text = "";
  /** Counts the texts: an answer about an older one is of no use. */
  #wish = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#seen = options.current;
  }

  async look(text: string): Promise<void> {
    if (this.busy.value) return;
    this.#text = text;
    this.#ref = crypto.getRandomValues(new Uint32Array(3)).join("-");
    await this.#carryOut(true);
  }

  /** Publishes what was looked at, whatever was written since. */
  async publish(): Promise<void> {
    if (this.busy.value || this.said.value === null) return;
    await this.#carryOut(false);
  }

  /** The text is another one. */
  forget(): void {
    this.#wish += 1;
    this.busy.value = false;
    this.said.value = null;
    this.trouble.value = null;
  }

  async #carryOut(dryRun: boolean): Promise<void> {
    const wish = this.#wish;
    this.busy.value = true;
    this.trouble.value = null;
    try {
      let answer = await this.#ask(dryRun);
      if (wish === this.#wish && !answer.done && answer.number !== this.#seen) {
        this.#seen = answer.number;
        this.trouble.value = { kind: "overtaken", number: answer.number };
        answer = await this.#ask(true);
      }
      this.#told(answer, wish);
    } catch {
      // Whatever it was: one can try again, and the ref sees to it that nothing happens twice.
      if (wish === this.#wish) this.trouble.value = { kind: "failed" };
    }
    if (wish === this.#wish) this.busy.value = false;
  }

  #told(answer: Published, wish: number): void {
    // What is published is published, also if somebody wrote on meanwhile.
    if (answer.done) {
      this.done.value = answer.number;
      this.#options.onPublished();
    } else if (wish === this.#wish) this.said.value = answer;
  }

  #ask(dryRun: boolean): Promise<Published> {
    const { ask, back } = this.#options;
    const what = back === 0 ? { text: this.#text } : { back };
    return ask({ ...what, number: this.#seen, ref: this.#ref, dry_run: dryRun });
  }
}
