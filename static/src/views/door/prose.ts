/** A piece of a legal text: a heading, a paragraph, or a list. */
export type Piece =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] };

/**
 * Reads the small notation of legal texts: paragraphs separated by empty lines, `## ` before a heading, `- ` before a
 * list item. A line break inside a paragraph stays one (addresses).
 */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let items: string[] = [];
  const close = () => {
    if (lines.length > 0) pieces.push({ kind: "paragraph", text: lines.join("\n") });
    if (items.length > 0) pieces.push({ kind: "list", items });
    lines = [];
    items = [];
  };
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "") close();
    else if (line.startsWith("## ")) {
      close();
      pieces.push({ kind: "heading", text: line.slice(3).trim() });
    } else if (line.startsWith("- ")) {
      if (lines.length > 0) close();
      items.push(line.slice(2).trim());
    } else if (items.length > 0) items.push(`${items.pop() ?? ""} ${line}`);
    else lines.push(line);
  }
  close();
  return pieces;
}
