import { operations as de } from "../../i18n/de/operations";
import { operations as en } from "../../i18n/en/operations";

export const operationsTexts = { de, en };
