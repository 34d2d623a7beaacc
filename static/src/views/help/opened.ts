import { signal } from "@preact/signals";

/** Whether the help dialog is open: from the bar, the dock, the foyer or a notice, it is the same one. */
export const helpOpened = signal(false);

export function openHelp(): void {
  helpOpened.value = true;
}

export function closeHelp(): void {
  helpOpened.value = false;
}
