/** A piece of a sentence: words, or a name that stands in them. */
export interface Piece {
  readonly text: string;
  readonly named: boolean;
}

/** "{by} hat {whom} stummgeschaltet" with names in the places of the braces; braces without a name stay empty. */
export function filled(template: string, names: Readonly<Record<string, string>>): readonly Piece[] {
  return template
    .split(/(\{\w+\})/)
    .map((part) => {
      const named = part.startsWith("{");
      return { text: named ? (names[part.slice(1, -1)] ?? "") : part, named };
    })
    .filter(({ text }) => text !== "");
}
