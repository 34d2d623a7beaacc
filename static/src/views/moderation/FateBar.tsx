import { type Group } from "./groups";

/** The fates of an order as parts of one bar. Decoration: the numbers stand beside it in words. */
export function FateBar({ groups }: { groups: readonly Group[] }) {
  return (
    <div class="fate-bar" aria-hidden="true">
      {groups.map(({ fate, ids }) => (
        <span key={fate} class={fate} style={{ flexGrow: String(ids.length) }} />
      ))}
    </div>
  );
}
