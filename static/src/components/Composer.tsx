import { type ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "./Button";
import { type ChatWords } from "./chat";

interface Props {
  /** Which room it speaks to. */
  room: string;
  draft: string;
  onDraft: (draft: string) => void;
  onSend: (text: string) => void;
  /** The longest message, in characters (code points). */
  maxLength: number;
  /** Beside the field, when there is something to know: no connection. */
  hint?: ComponentChildren;
  words: ChatWords;
}

/** Tell only when it gets tight. */
const TELL_AT = 200;

/** The field for what one wants to say. It never loses a word: the draft lives outside of it. */
export function Composer({ room, draft, onDraft, onSend, maxLength, hint, words }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const left = maxLength - Array.from(draft).length;
  const ready = draft.trim() !== "" && left >= 0;

  // Browsers without field-sizing grow the field by hand.
  useLayoutEffect(() => {
    const input = field.current;
    if (!input || CSS.supports("field-sizing", "content")) return;
    input.style.blockSize = "auto";
    input.style.blockSize = `${input.scrollHeight + 2}px`;
  }, [draft]);
  useEffect(() => {
    const input = field.current;
    if (draft !== "" && input && document.activeElement === input) input.setSelectionRange(draft.length, draft.length);
  }, [room]);

  const send = () => {
    if (ready) onSend(draft);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // On touch screens Enter begins a new line, as people know it from there; the button sends.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {hint && <p class="composer-hint small muted">{hint}</p>}
      <textarea
        ref={field}
        class="input grows"
        rows={1}
        dir="auto"
        aria-label={words.composerIn(room)}
        aria-describedby={left < TELL_AT ? `${id} ${id}-keys` : `${id}-keys`}
        aria-invalid={left < 0 ? true : undefined}
        placeholder={words.composer}
        value={draft}
        onInput={(event) => onDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <IconButton class="composer-send" type="submit" icon="send" label={words.send} disabled={!ready} />
      <span class="visually-hidden" id={`${id}-keys`}>
        {words.sendKeys}
      </span>
      {left < TELL_AT && (
        <p class={`composer-left small num ${left < 0 ? "over" : "muted"}`} id={id} role="status">
          {left < 0 ? words.tooLong(-left) : words.left(left)}
        </p>
      )}
    </form>
  );
}
