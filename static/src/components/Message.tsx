import { type RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type ChatActions, type ChatWords, type SpokenEntry } from "./chat";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { Menu, type MenuItem } from "./Menu";
import { MessageEditor } from "./MessageEditor";
import { Said } from "./Said";

interface Props {
  entry: SpokenEntry;
  mine: boolean;
  /** Deleting it was asked for and can still be taken back. */
  removing: boolean;
  words: ChatWords;
  actions: ChatActions;
}

/** One message. It takes the focus by the list's arrow keys; only then its menu is a tab stop. */
export function Message({ entry, mine, removing, words, actions }: Props) {
  const [focused, setFocused] = useState(false);
  const [editing, setEditing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  useFocusKept([box, form], editing ? null : removing ? undo : box, `${editing} ${removing}`);
  if (entry.kind === "message" && editing) {
    const save = (text: string) => {
      setEditing(false);
      if (text !== entry.text) actions.edit(entry.offset, text);
    };
    return (
      <MessageEditor box={form} text={entry.text} words={words} onSave={save} onCancel={() => setEditing(false)} />
    );
  }
  if (entry.kind === "message" && removing) {
    return (
      <div ref={box} class="message is-removing row small" data-message={entry.ref} tabIndex={-1}>
        <span class="muted">{words.removing}</span>
        <Button ref={undo} small icon="undo" onClick={() => actions.keep(entry.offset)}>
          {words.undo}
        </Button>
      </div>
    );
  }
  const items = entry.kind === "message" ? itemsOf(entry.offset, mine, words, actions, () => setEditing(true)) : [];
  return (
    <div
      ref={box}
      class={`message ${entry.kind === "outgoing" ? `is-${entry.state}` : ""}`}
      data-message={entry.ref}
      tabIndex={-1}
      onFocusCapture={() => setFocused(true)}
      onBlurCapture={() => setFocused(false)}
    >
      <Said text={entry.text} />
      {entry.kind === "message" && entry.edited && <span class="message-note small faint">{words.edited}</span>}
      {entry.kind === "outgoing" && <Fate entry={entry} words={words} actions={actions} />}
      {items.length > 0 && <Menu class="message-menu" label={words.actions} items={items} offStop={!focused} />}
    </div>
  );
}

/** What has the focus in a message goes when the message is shown in another way: then `next` takes it. */
function useFocusKept(
  boxes: readonly RefObject<HTMLElement | null>[],
  next: RefObject<HTMLElement | null> | null,
  shown: string,
): void {
  // Looked up while drawing: afterwards the focus is nowhere.
  const held = boxes.some((box) => box.current?.contains(document.activeElement));
  useLayoutEffect(() => {
    if (held && next?.current && document.activeElement === document.body) next.current.focus({ preventScroll: true });
  }, [shown]);
}

function itemsOf(offset: number, mine: boolean, words: ChatWords, actions: ChatActions, edit: () => void): MenuItem[] {
  const items: MenuItem[] = [];
  if (mine) items.push({ id: "edit", label: words.edit, icon: "edit", onSelect: edit });
  if (mine || actions.mayRemoveAny) {
    items.push({
      id: "remove",
      label: words.remove,
      icon: "trash",
      danger: true,
      onSelect: () => actions.remove(offset),
    });
  }
  return items;
}

/** What has become of a message that is not in the log yet. */
function Fate({
  entry,
  words,
  actions,
}: { entry: SpokenEntry & { kind: "outgoing" } } & Pick<Props, "words" | "actions">) {
  if (entry.state === "failed") {
    return (
      <div class="message-fate">
        <p class="small field-error">
          <Icon name="warning" />
          <span>
            {words.failed}
            {entry.why && `: ${entry.why}`}
          </span>
        </p>
        <div class="row">
          <Button small icon="retry" onClick={() => actions.retry(entry.ref)}>
            {words.retry}
          </Button>
          <Button small look="quiet" onClick={() => actions.discard(entry.ref)}>
            {words.discard}
          </Button>
        </div>
      </div>
    );
  }
  return <span class="message-note small faint">{entry.state === "waiting" ? words.waiting : words.sending}</span>;
}
