import { useEffect, useLayoutEffect } from "preact/hooks";

/** What had the focus before the first of a chain of dialogs. */
let opener: HTMLElement | null = null;

/**
 * Gives the focus back when a dialog goes, also when one dialog has followed another: to what had it before the first.
 * Who has the focus by then keeps it.
 */
export function useReturn(): void {
  useLayoutEffect(() => {
    const active = document.activeElement;
    if (active instanceof HTMLElement && active !== document.body && !active.closest("dialog")) opener = active;
  }, []);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const free = document.activeElement === document.body && document.querySelector("dialog[open]") === null;
        if (free && opener?.isConnected) opener.focus();
      });
    },
    [],
  );
}
