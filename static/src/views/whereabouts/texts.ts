import { whereabouts as de } from "../../i18n/de/whereabouts";
import { whereabouts as en } from "../../i18n/en/whereabouts";
import { type Like } from "../../i18n/languages";

export type WhereaboutsTexts = Like<typeof de>;

export const whereaboutsTexts = { de, en };
