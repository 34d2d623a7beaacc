/**
 * After a change of place the focus goes to the new heading: who listens hears where they are, and the next Tab
 * continues from there. Waits a frame, until the new view stands. Who has put the focus on something in it `since` then
 * keeps it, and what they opened stays open; elsewhere it was a dialog that gave it back on closing.
 */
export function focusHeading(since = document.activeElement): void {
  requestAnimationFrame(() => {
    const now = document.activeElement;
    if (now !== since && now?.closest("main > *")) return;
    const heading = document.querySelector<HTMLElement>("main h1") ?? document.querySelector<HTMLElement>("main");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  });
}

/** Whether somebody is writing to a room at this moment. */
export function isWriting(): boolean {
  return Boolean(document.activeElement?.closest(".composer"));
}

/** Who was taken along in the middle of a sentence goes on writing it. */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLTextAreaElement>(".composer textarea");
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}
