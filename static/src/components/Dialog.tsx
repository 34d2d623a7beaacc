import { type ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
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

/** A modal dialog while it is rendered: the browser keeps the focus inside; afterwards it is where it was before. */
export function Dialog({ title, close, onClose, children, actions, sheet, wide }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const opener = useRef<Element | null>(null);
  /** Where the press began whose end is the click. */
  const pressed = useRef<EventTarget | null>(null);
  useLayoutEffect(() => {
    opener.current = document.activeElement;
  }, []);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      giveBack(opener.current);
    };
  }, []);
  return (
    // The backdrop is the dialog element itself: a click that begins and ends there closes it, one that began with
    // selecting text inside does not; Escape does the same.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      class={`dialog ${sheet ? "sheet" : ""} ${wide ? "wide" : ""}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => (pressed.current = event.target)}
      onClick={(event) => {
        if (event.target === dialog.current && pressed.current === dialog.current) onClose();
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

/** The browser gives the focus back only while the dialog is still in the document, and at this point it may have left. */
function giveBack(opener: Element | null): void {
  if (isFree() && opener instanceof HTMLElement && opener.isConnected) opener.focus();
  // What opened it is gone, and nobody else has taken the focus by the next frame: then to the view itself.
  requestAnimationFrame(() => {
    if (isFree()) document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  });
}

function isFree(): boolean {
  const active = document.activeElement;
  return (active === null || active === document.body) && document.querySelector("dialog[open]") === null;
}
