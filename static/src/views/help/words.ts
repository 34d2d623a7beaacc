import { type help } from "../../i18n/de/help";
import { type Like } from "../../i18n/languages";
import { type Formats } from "../../i18n";
import { type YouHelped } from "../../protocol";

export type HelpTexts = Like<typeof help>;

/** Who helps, with what they do here: "Mara Beispiel (Team)". */
export function helperOf({ by }: YouHelped, text: HelpTexts): string {
  if (!by) return text.takenBySomebody;
  const role = by.roles?.find((each) => each === "operator" || each === "moderator");
  return text.takenBy(role ? text.role(by.name, text.roles[role]) : by.name);
}

/** How many are before me. */
export function placeOf({ ahead }: YouHelped, text: HelpTexts, formats: Formats): string {
  return ahead === 0 ? text.next : text.ahead(ahead, formats.number(ahead));
}

/** How it ended. */
export function endOf({ reason }: YouHelped, text: HelpTexts): string {
  const known: Partial<Record<string, string>> = text.closed;
  return known[reason] ?? text.missed;
}

/** Everything in one line: what a screen reader is told when it changes. */
export function standOf(mine: YouHelped, text: HelpTexts, formats: Formats): string {
  switch (mine.state) {
    case "waiting":
      return placeOf(mine, text, formats);
    case "taken":
      return helperOf(mine, text);
    case "closed":
      return `${text.closedTitle}. ${endOf(mine, text)}`;
    case "none":
      return "";
  }
}

/** The same as a sign on the button in the bar; empty where nothing is asked. */
export function signOf(mine: YouHelped, text: HelpTexts, formats: Formats): string {
  switch (mine.state) {
    case "waiting":
      return text.sign.waiting(formats.number(mine.ahead + 1));
    case "taken":
      return text.sign.taken;
    case "closed":
      return text.sign.closed;
    case "none":
      return "";
  }
}
