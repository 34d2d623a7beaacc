import { type people } from "../../i18n/de/people";
import { type Like } from "../../i18n/languages";

/** What a person is here for, if not just to take part. */
export function dutyOf(roles: readonly string[] | undefined, text: Like<typeof people>): string {
  if (roles?.includes("moderator")) return text.moderator;
  if (roles?.includes("operator")) return text.operator;
  if (roles?.includes("speaker")) return text.speaker;
  return "";
}
