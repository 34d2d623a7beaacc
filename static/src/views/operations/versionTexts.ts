import { versions as de } from "../../i18n/de/versions";
import { versions as en } from "../../i18n/en/versions";

export const versionTexts = { de, en };
