import { type ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./Icon";
import { type IconName } from "./icons";

export interface MenuItem {
  id: string;
  label: string;
  icon?: IconName;
  danger?: boolean;
  onSelect: () => void;
}

interface Props {
  /** The name of the button, also shown on pointing. */
  label: string;
  /** What stands on the button; a row of dots where nothing is given. */
  face?: ComponentChildren;
  class?: string;
  items?: readonly MenuItem[];
  /** Not a tab stop at the moment: what it belongs to is reached in another way first. */
  offStop?: boolean;
  /** Anything else that the opened box holds, above the items. */
  children?: (close: () => void) => ComponentChildren;
}

const EDGE = 8;

/** A button that opens a box of actions above everything else; Escape, a click elsewhere or a choice closes it. */
export function Menu({ label, face, class: extra = "", items = [], offStop, children }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = (back = true) => {
    setOpen(false);
    if (back) button.current?.focus();
  };

  useLayoutEffect(() => {
    const shown = box.current;
    if (!open || !shown) return;
    // In the top layer nothing clips it, wherever it stands in the document.
    shown.popover = "manual";
    shown.showPopover();
    if (button.current) place(button.current, shown);
  }, [open]);
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>("button, a, select, input")?.focus();
    const elsewhere = (event: Event) => {
      const inside = event.target instanceof Node && (box.current?.contains(event.target) ?? false);
      const onButton = event.target instanceof Node && (button.current?.contains(event.target) ?? false);
      if (!inside && !onButton) setOpen(false);
    };
    // What scrolls underneath (a room that goes on talking) takes the box with it.
    const follow = () => {
      if (button.current && box.current) place(button.current, box.current);
    };
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("scroll", follow, true);
    window.addEventListener("resize", follow);
    return () => {
      document.removeEventListener("pointerdown", elsewhere);
      document.removeEventListener("scroll", follow, true);
      window.removeEventListener("resize", follow);
    };
  }, [open]);

  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget;
    if (to instanceof Node && !box.current?.contains(to) && to !== button.current) setOpen(false);
  };
  const walk = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [...(box.current?.querySelectorAll<HTMLElement>(".menu-item") ?? [])];
    if (!step || stops.length === 0) return;
    event.preventDefault();
    const at = stops.findIndex((stop) => stop === document.activeElement);
    stops[(at + step + stops.length) % stops.length]?.focus();
  };

  return (
    <>
      <button
        type="button"
        ref={button}
        class={face ? `menu-button ${extra}` : `icon-button ${extra}`}
        aria-label={label}
        title={label}
        tabIndex={offStop ? -1 : 0}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {face ?? <Icon name="more" />}
      </button>
      {open && (
        // The keys are for the buttons inside: walking, and Escape from wherever the focus is.
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions
        <div class="menu" id={id} ref={box} onKeyDown={walk} onFocusOut={leave}>
          {children?.(close)}
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              class={`menu-item ${item.danger ? "danger" : ""}`}
              onClick={() => {
                close();
                item.onSelect();
              }}
            >
              {item.icon && <Icon name={item.icon} />}
              <span>{item.label}</span>
            </button>
          ))}
        </div>
      )}
    </>
  );
}

/** Below the button if there is room, else above it; never beyond the window. */
function place(button: HTMLElement, box: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = from.bottom + 4;
  const top = below + size.height + EDGE <= innerHeight ? below : from.top - size.height - 4;
  box.style.insetBlockStart = `${within(top, innerHeight - size.height)}px`;
  box.style.insetInlineStart = `${within(from.right - size.width, innerWidth - size.width)}px`;
}

function within(wished: number, most: number): number {
  return Math.max(EDGE, Math.min(wished, most - EDGE));
}
