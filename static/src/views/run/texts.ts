import { run as de } from "../../i18n/de/run";
import { run as en } from "../../i18n/en/run";
import { type Like } from "../../i18n/languages";

export type RunTexts = Like<typeof de>;

export const runTexts = { de, en };
