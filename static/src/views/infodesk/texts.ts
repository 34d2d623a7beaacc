import { infodesk as de } from "../../i18n/de/infodesk";
import { infodesk as en } from "../../i18n/en/infodesk";
import { type Like } from "../../i18n/languages";

export type InfoDeskTexts = Like<typeof de>;

export const infodeskTexts = { de, en };
