import { hue, initials } from "./faces";

/**
 * A person's initials on a colour of their own. Decoration: the name always stands beside it. The letters are drawn by the
 * style sheet, so that they belong to no name, label or copied text.
 */
export function Avatar({ id, name, large }: { id: string; name: string; large?: boolean }) {
  return (
    <span
      class={`avatar ${large ? "large" : ""}`}
      style={{ "--hue": String(hue(id)) }}
      data-initials={initials(name)}
      aria-hidden="true"
    />
  );
}
