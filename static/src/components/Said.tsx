import { linkify } from "./linkify";

/** What a person wrote: web addresses lead there, everything else is text and nothing but text. */
export function Said({ text, class: extra = "" }: { text: string; class?: string }) {
  return (
    <p class={`said said-text ${extra}`} dir="auto">
      {linkify(text).map((piece) =>
        piece.href ? (
          <a key={piece.href} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </p>
  );
}
