import { type Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "./Button";
import { type ChatWords } from "./chat";

interface Props {
  /** The whole of it. */
  box: Ref<HTMLFormElement>;
  text: string;
  words: ChatWords;
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** One's own message, open for changes: Enter saves, Escape leaves it as it was. */
export function MessageEditor({ box, text, words, onSave, onCancel }: Props) {
  const [draft, setDraft] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const input = field.current;
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  }, []);
  const save = () => {
    if (draft.trim() !== "") onSave(draft.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  };
  return (
    <form
      ref={box}
      class="message-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={field}
        class="input grows"
        aria-label={words.editField}
        dir="auto"
        rows={2}
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="row">
        <Button small look="primary" type="submit">
          {words.save}
        </Button>
        <Button small look="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
