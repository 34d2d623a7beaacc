/** What is dragged from the list to a room: ids of people, named so that nothing else is taken for them. */
export const DRAGGED = "application/x-venue-people";

/** Shows how many are under the pointer instead of a picture of one row. */
export function showCount(transfer: DataTransfer, words: string): void {
  const badge = document.createElement("div");
  badge.className = "drag-badge";
  badge.textContent = words;
  document.body.append(badge);
  transfer.setDragImage(badge, -12, -8);
  // The browser takes its picture when the handler has returned.
  requestAnimationFrame(() => badge.remove());
}

/** Whether people are dragged here, and not a file or a text. */
export function carriesPeople(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes(DRAGGED) ?? false;
}

/** The ids that were dragged here. */
export function peopleOf(event: DragEvent): readonly string[] {
  return (event.dataTransfer?.getData(DRAGGED) ?? "").split("\n").filter((id) => id !== "");
}
