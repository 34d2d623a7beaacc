import { type Language } from "./languages";

const MINUTE = 60_000;
const LOCALES: Record<Language, string> = { de: "de-DE", en: "en-GB" };

/** How one language writes times, dates and numbers, in the time zone of the event. */
export class Formats {
  readonly zone: string;
  readonly #locale: string;
  readonly #made = new Map<string, Intl.DateTimeFormat>();
  readonly #number: Intl.NumberFormat;

  constructor(language: Language, zone: string) {
    this.#locale = LOCALES[language];
    this.zone = zone;
    this.#number = new Intl.NumberFormat(this.#locale);
  }

  /** "10:30" */
  clock(at: number): string {
    return this.#format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, at);
  }

  /** "10:30:05", where a second matters. */
  seconds(at: number): string {
    return this.#format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }, at);
  }

  /** "10:30–11:30" */
  span(starts: number, ends: number): string {
    return `${this.clock(starts)}–${this.clock(ends)}`;
  }

  /** "Montag, 29. November 2021" */
  date(at: number): string {
    return this.#format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }, at);
  }

  /** "29. November" */
  day(at: number): string {
    return this.#format({ day: "numeric", month: "long" }, at);
  }

  /** "29.11., 10:30", for things that may be of another day. */
  moment(at: number): string {
    return this.#format({ day: "numeric", month: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, at);
  }

  /** The name of the event's time zone: "MEZ", "CET". */
  zoneName(at: number): string {
    const parts = this.#formatter({ timeZoneName: "short" }).formatToParts(at);
    return parts.find((part) => part.type === "timeZoneName")?.value ?? this.zone;
  }

  /** "1.234" */
  number(value: number, digits = 0): string {
    if (digits === 0) return this.#number.format(value);
    return value.toLocaleString(this.#locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /** "12 MB" */
  bytes(value: number): string {
    const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
    const step = Math.min(steps.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
    const unit = steps[step] ?? "byte";
    return (value / 1000 ** step).toLocaleString(this.#locale, {
      style: "unit",
      unit,
      maximumFractionDigits: step > 1 ? 1 : 0,
    });
  }

  /** Whole minutes of a span, the started one counted: what "noch 23 min" means. */
  minutes(milliseconds: number): number {
    return Math.max(0, Math.ceil(milliseconds / MINUTE));
  }

  /** "4:32" or "1:04:32": what is left, in seconds. */
  countdown(seconds: number): string {
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const shown = parts[0] === 0 ? parts.slice(1) : parts;
    return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
  }

  /** "A, B und C" */
  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.#locale, { type: "conjunction" }).format(items);
  }

  #format(options: Intl.DateTimeFormatOptions, at: number): string {
    return this.#formatter(options).format(at);
  }

  #formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = JSON.stringify(options);
    const known = this.#made.get(key);
    if (known) return known;
    const made = new Intl.DateTimeFormat(this.#locale, { timeZone: this.zone, ...options });
    this.#made.set(key, made);
    return made;
  }
}
