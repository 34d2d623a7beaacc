import { expected as de } from "../../i18n/de/expected";
import { expected as en } from "../../i18n/en/expected";

export const expectedTexts = { de, en };
