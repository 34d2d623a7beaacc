import { moderation as de } from "../../i18n/de/moderation";
import { moderation as en } from "../../i18n/en/moderation";
import { type Like } from "../../i18n/languages";

export type ModerationTexts = Like<typeof de>;

export const moderationTexts = { de, en };
