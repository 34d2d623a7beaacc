import { type ComponentChildren } from "preact";
import { Icon } from "./Icon";
import { type IconName } from "./icons";

export type Tone = "neutral" | "accent" | "here" | "good" | "warn" | "bad";

/** A few words on the state of the thing beside it. The colour only repeats what the words say. */
export function Chip({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ComponentChildren;
}) {
  return (
    <span class={`chip ${tone}`}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  );
}
