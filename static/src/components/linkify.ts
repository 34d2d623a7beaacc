/** A piece of a message: words, or words that lead to an address. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'`{}|\\^„“”«»‚‘’]+/giu;
const SENTENCE_END = /[.,;:!?…*_~]+$/u;
const PAIRS: readonly [open: string, close: string][] = [
  ["(", ")"],
  ["[", "]"],
];

/** Parts a message into words and web addresses. Nothing but http and https ever becomes a link. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = withoutEnd(match[0]);
    const href = addressOf(shown);
    if (!href) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** The address without what belongs to the sentence: its full stop, a bracket that was opened before it. */
function withoutEnd(found: string): string {
  let rest = found;
  for (;;) {
    const before = rest;
    rest = rest.replace(SENTENCE_END, "");
    for (const [open, close] of PAIRS) {
      if (rest.endsWith(close) && count(rest, close) > count(rest, open)) rest = rest.slice(0, -1);
    }
    if (rest === before) return rest;
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** The address as the browser reads it; null for what is none, and for one that carries a user name to deceive. */
function addressOf(shown: string): string | null {
  const full = /^www\./i.test(shown) ? `https://${shown}` : shown;
  if (!URL.canParse(full)) return null;
  const url = new URL(full);
  const plain = (url.protocol === "https:" || url.protocol === "http:") && !url.username && !url.password;
  return plain && url.hostname.includes(".") ? url.href : null;
}
