import { type Formats } from "../../i18n";
import { type WhereaboutsTexts } from "./texts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Below this, tenths of a second matter. */
const YOUNG = 10 * SECOND;

type Words = Pick<WhereaboutsTexts, "seconds" | "minutes" | "hours" | "ago">;

/** "40 s", "3 min", "2 h": a span of time in its largest unit that is over. */
export function spanOf(milliseconds: number, words: Words, formats: Formats): string {
  const span = Math.max(0, milliseconds);
  if (span < MINUTE) return words.seconds(formats.number(Math.floor(span / SECOND)));
  if (span < HOUR) return words.minutes(formats.number(Math.floor(span / MINUTE)));
  return words.hours(formats.number(Math.floor(span / HOUR)));
}

/** "vor 0,4 s", "vor 3 min": how old something is, with tenths of a second while it is young. */
export function ageOf(milliseconds: number, words: Words, formats: Formats): string {
  const age = Math.max(0, milliseconds);
  if (age < YOUNG) return words.ago(words.seconds(formats.number(Math.floor(age / 100) / 10, 1)));
  return words.ago(spanOf(age, words, formats));
}

/** "0:43", "4:05": what is left until something happens, rounded up: it is "0:00" when it does. */
export function countdownOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / SECOND));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}
