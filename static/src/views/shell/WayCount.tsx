import { type Way } from "./ways";

/** How much waits at the end of a way: a number for the eyes, a sentence for screen readers. */
export function WayCount({ way, class: look }: { way: Way; class: string }) {
  if (way.count === undefined) return null;
  return (
    <span class={`${look} num`}>
      <span aria-hidden="true">{way.count > 99 ? "99+" : way.count}</span>
      <span class="visually-hidden">{way.countLabel}</span>
    </span>
  );
}
