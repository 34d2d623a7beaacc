/**
 * The languages of the app. Texts lie in `de/<namespace>.ts` and `en/<namespace>.ts`: objects of sentences and of
 * functions that make sentences; the English one is typed by the German one (`Like<typeof de>`), so that neither can
 * lack a text. Namespaces of the first load are joined in `catalogue.ts`; a view that is loaded later brings its own:
 *
 *     const text = useText("door");                       // first load
 *     const text = useTexts(moderationTexts);             // `const moderationTexts = { de, en }` beside the lazy view
 */
import { computed, signal } from "@preact/signals";
import { deviceShelf } from "../net/shelf";
import { catalogue, type Catalogue } from "./catalogue";
import { Formats } from "./formats";
import { type Language, LANGUAGES } from "./languages";

export { type Language, LANGUAGES, type Like, type Texts } from "./languages";
export { Formats } from "./formats";

/** A text of the event file: language to text. */
export type Localised = Readonly<Record<string, string>>;

const chosenBefore = deviceShelf("venue.language");

/** The language that people read now; components that read it are drawn anew when it changes. */
export const language = signal<Language>("de");

/** The languages one can choose from at this event. */
export const choices = signal<readonly Language[]>(LANGUAGES);

/** The event's time zone, which all times are shown in. */
export const timezone = signal<string>("Europe/Berlin");

const formats = computed(() => new Formats(language.value, timezone.value));

/** The sentences of one namespace in the language of the reader. */
export function useText<Name extends keyof Catalogue>(name: Name): Catalogue[Name] {
  return catalogue[language.value][name];
}

/** The same for texts that are not part of the first load. */
export function useTexts<T>(texts: Readonly<Record<Language, T>>): T {
  return texts[language.value];
}

/** Times, dates and numbers as the reader writes them, in the event's time zone. */
export function useFormats(): Formats {
  return formats.value;
}

/** A text of the event file in the reader's language, else in the first language that has it. */
export function localised(text: Localised | null | undefined): string {
  if (!text) return "";
  return text[language.value] ?? text.de ?? Object.values(text)[0] ?? "";
}

/** Chooses the language for good: kept for the next visit. */
export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  chosenBefore.write(chosen);
}

/** What was chosen before, else the first of the browser's languages that the event speaks, else its first one. */
export function firstLanguage(
  offered: readonly Language[],
  preferred: readonly string[],
  stored: string | null,
): Language {
  const chosen = offered.find((known) => known === stored);
  if (chosen) return chosen;
  for (const tag of preferred) {
    const match = offered.find((known) => tag.toLowerCase().split("-")[0] === known);
    if (match) return match;
  }
  return offered[0] ?? "de";
}

/** Takes over the event's languages and time zone, and decides which language to begin with. */
export function speak(languages: readonly string[], zone: string): void {
  const offered = LANGUAGES.filter((known) => languages.includes(known));
  choices.value = offered.length > 0 ? offered : LANGUAGES;
  timezone.value = zone;
  language.value = firstLanguage(choices.value, navigator.languages, chosenBefore.read());
}
