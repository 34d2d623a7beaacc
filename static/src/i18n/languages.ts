/** The languages the app itself speaks; German comes first. */
export const LANGUAGES = ["de", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

/** The shape of a namespace: the same keys, sentences and functions, whatever they say. */
export type Like<T> = {
  readonly [Key in keyof T]: T[Key] extends (...args: infer Args) => string
    ? (...args: Args) => string
    : T[Key] extends string
      ? string
      : Like<T[Key]>;
};

/** A namespace in all languages. */
export type Texts<T> = Readonly<Record<Language, T>>;
