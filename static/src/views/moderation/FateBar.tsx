import { classOf, type FateCount } from "./groups";

/** The fates of an order as parts of one bar. Decoration: the numbers stand beside it in words. */
export function FateBar({ numbers }: { numbers: readonly FateCount[] }) {
  return (
    <div class="fate-bar" aria-hidden="true">
      {numbers.map(({ fate, count }) => (
        <span key={fate} class={classOf(fate)} style={{ flexGrow: String(count) }} />
      ))}
    </div>
  );
}
