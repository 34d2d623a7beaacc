/** Lines where text is about to be. `label` says so to screen readers, once. */
export function Skeleton({ label, lines = 3, faces }: { label: string; lines?: number; faces?: boolean }) {
  return (
    <div class={`skeleton ${faces ? "faces" : ""}`} role="status">
      <span class="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}
