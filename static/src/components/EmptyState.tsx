import { type ComponentChildren } from "preact";
import { Icon } from "./Icon";
import { type IconName } from "./icons";

interface Props {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}

/** Nothing here yet, or nothing any more: says why, and what one can do. */
export function EmptyState({ icon, title, children, actions }: Props) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <p class="empty-title">{title}</p>
      {children && <div class="empty-text muted">{children}</div>}
      {actions && <div class="row">{actions}</div>}
    </div>
  );
}
