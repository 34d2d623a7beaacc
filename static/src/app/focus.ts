/**
 * After a change of place the focus goes to the new heading: who listens hears where they are, and the next Tab
 * continues from there. Waits a frame, until the new view stands.
 */
export function focusHeading(): void {
  requestAnimationFrame(() => {
    const heading = document.querySelector<HTMLElement>("main h1") ?? document.querySelector<HTMLElement>("main");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  });
}
