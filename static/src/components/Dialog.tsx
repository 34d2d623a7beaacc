import { type ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { IconButton } from "./Button";

interface Props {
  title: string;
  /** The name of the button that closes it. */
  close: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons at the lower edge. */
  actions?: ComponentChildren;
  /** A sheet comes from the lower edge on phones and from the side on wide screens. */
  sheet?: boolean;
  wide?: boolean;
}

/** A modal dialog while it is rendered: the browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, close, onClose, children, actions, sheet, wide }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    // The backdrop is the dialog element itself: a click that meets nothing inside closes it; Escape does the same.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      class={`dialog ${sheet ? "sheet" : ""} ${wide ? "wide" : ""}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <IconButton icon="close" label={close} onClick={onClose} />
        </div>
        <div class="dialog-content">{children}</div>
        {actions && <div class="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
