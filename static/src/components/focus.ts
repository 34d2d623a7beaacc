/** What was pressed goes with what it was about: the focus must be elsewhere by then, and the view goes on from its start. */
export function leaveButton(event: Event): void {
  (event.currentTarget as HTMLElement).closest("main")?.focus({ preventScroll: true });
}
