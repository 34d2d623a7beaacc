import { day as de } from "../../i18n/de/day";
import { day as en } from "../../i18n/en/day";

export const dayTexts = { de, en };
