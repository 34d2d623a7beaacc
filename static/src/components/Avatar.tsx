import { hue, initials } from "./faces";

/** A person's initials on a colour of their own. Decoration: the name always stands beside it. */
export function Avatar({ id, name, large }: { id: string; name: string; large?: boolean }) {
  return (
    <span class={`avatar ${large ? "large" : ""}`} style={{ "--hue": String(hue(id)) }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
