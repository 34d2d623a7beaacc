import { type ButtonHTMLAttributes, type ComponentChildren, type Ref } from "preact";
import { Icon } from "./Icon";
import { type IconName } from "./icons";

/** How much a button wants to be pressed: at most one `primary` in a view. */
export type Look = "primary" | "plain" | "quiet" | "danger";

interface Shared {
  look?: Look;
  icon?: IconName;
  iconEnd?: IconName;
  small?: boolean;
  children: ComponentChildren;
}

type ButtonProps = Shared &
  Omit<ButtonHTMLAttributes, "icon" | "size"> & {
    /** Something is under way: pressed again it would do it twice, so it does nothing meanwhile. */
    busy?: boolean;
    /** Does nothing at the moment, like `disabled`, but keeps the focus: for what is pressed and then has nothing to do. */
    idle?: boolean;
    ref?: Ref<HTMLButtonElement>;
  };

/** A key that is held down presses once: by then the button may mean something else, or another one has the focus. */
function onlyOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}

export function Button(props: ButtonProps) {
  const { look = "plain", icon, iconEnd, small, busy, idle, children, class: extra, onClick, ref, ...rest } = props;
  return (
    <button
      type="button"
      onKeyDown={onlyOnce}
      {...rest}
      ref={ref}
      class={`button ${look} ${small ? "small-button" : ""} ${typeof extra === "string" ? extra : ""}`}
      aria-disabled={busy || idle ? true : undefined}
      aria-busy={busy ? true : undefined}
      onClick={busy || idle ? undefined : onClick}
    >
      {busy ? <span class="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      <span>{children}</span>
      {iconEnd && <Icon name={iconEnd} />}
    </button>
  );
}

type LinkProps = Shared & {
  href: string;
  onClick?: (event: MouseEvent) => void;
  class?: string;
  /** Leads to where one is. */
  current?: boolean;
  /** Its name where the words on it are not enough; it must begin with them. */
  label?: string;
};

/** A link that looks like a button: for ways, not for deeds. */
export function ButtonLink({ look = "plain", icon, iconEnd, small, children, class: extra = "", ...rest }: LinkProps) {
  const { current, label, ...way } = rest;
  return (
    <a
      {...way}
      class={`button ${look} ${small ? "small-button" : ""} ${extra}`}
      aria-label={label}
      aria-current={current ? "page" : undefined}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {iconEnd && <Icon name={iconEnd} />}
    </a>
  );
}

type IconButtonProps = Omit<ButtonHTMLAttributes, "icon" | "label"> & {
  icon: IconName;
  /** Its name for everybody: read aloud, and shown on pointing. */
  label: string;
  ref?: Ref<HTMLButtonElement>;
};

export function IconButton({ icon, label, class: extra, ref, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      onKeyDown={onlyOnce}
      {...rest}
      ref={ref}
      class={`icon-button ${typeof extra === "string" ? extra : ""}`}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  );
}
