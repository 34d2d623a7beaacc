import { type ComponentChildren } from "preact";
import { Icon } from "../components/Icon";
import { type IconName } from "../components/icons";
import "./alone.css";

interface Props {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}

/** A page that says one thing, and the way on. */
export function Alone({ icon, title, children, actions }: Props) {
  return (
    <section class="alone">
      <span class="alone-icon">
        <Icon name={icon} />
      </span>
      <h1>{title}</h1>
      {children && <div class="alone-text">{children}</div>}
      {actions && <div class="alone-actions">{actions}</div>}
    </section>
  );
}
