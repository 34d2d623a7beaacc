import * as de from "./de";
import * as en from "./en";
import { type Language, type Like } from "./languages";

/** The texts of the first load. */
export type Catalogue = Like<typeof de>;

export const catalogue: Readonly<Record<Language, Catalogue>> = { de, en };
