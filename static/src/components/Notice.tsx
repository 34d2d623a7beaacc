import { type ComponentChildren } from "preact";
import { IconButton } from "./Button";
import { leaveButton } from "./focus";
import { Icon } from "./Icon";
import { type IconName } from "./icons";

export type NoticeTone = "info" | "good" | "warn" | "bad";

const ICONS: Record<NoticeTone, IconName> = { info: "info", good: "check", warn: "warning", bad: "warning" };

interface Props {
  tone?: NoticeTone;
  icon?: IconName;
  title?: ComponentChildren;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  /** With both, it can be put away. */
  dismiss?: string;
  onDismiss?: () => void;
  /** `alert` interrupts a screen reader (moves, announcements); `status` waits for a pause. Neither: it was there before. */
  role?: "alert" | "status";
  /** It has a deadline; or it may wait, on phones, until nothing with a deadline is in the way. */
  rank?: "pressing" | "calm";
}

/** Something to know, where it matters, with what can be done about it. */
export function Notice({
  tone = "info",
  icon = ICONS[tone],
  title,
  children,
  actions,
  dismiss,
  onDismiss,
  role,
  rank,
}: Props) {
  const putAway = (event: Event) => {
    leaveButton(event);
    onDismiss?.();
  };
  return (
    <div class={`notice ${tone} ${rank ?? ""}`} role={role}>
      <Icon name={icon} class="notice-icon" />
      <div class="notice-text">
        {title && <p class="notice-title">{title}</p>}
        {children && <div class="notice-body">{children}</div>}
      </div>
      {actions && <div class="notice-actions">{actions}</div>}
      {dismiss && onDismiss && <IconButton class="notice-close" icon="close" label={dismiss} onClick={putAway} />}
    </div>
  );
}
