/**
 * What a screen reader is told without anybody asking. Stays in the document, since regions that come with their text are
 * not heard everywhere. `urgent` interrupts: only for moves and announcements.
 */
export function LiveRegion({ text, urgent }: { text: string; urgent?: boolean }) {
  return (
    <div
      class="visually-hidden"
      role={urgent ? "alert" : "status"}
      aria-live={urgent ? "assertive" : "polite"}
      aria-atomic="true"
    >
      {text}
    </div>
  );
}
