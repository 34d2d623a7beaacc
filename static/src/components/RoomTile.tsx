import { type ComponentChildren } from "preact";
import { Icon } from "./Icon";
import { type IconName } from "./icons";
import { Fill } from "./Progress";

interface Props {
  href: string;
  icon: IconName;
  title: string;
  /** What is on there. */
  note?: string | undefined;
  /** How full it is, in words: "64 von 110". */
  count: string;
  taken?: number | undefined;
  capacity?: number | null | undefined;
  here?: boolean;
  /** The ticket does not lead there: shown, but no way in. */
  locked?: boolean;
  /** Something is on there right now. */
  live?: boolean;
  /** Takes the whole width of the plan. */
  wide?: boolean;
  tall?: boolean;
  /** One line, for rooms that do not matter now. */
  small?: boolean | undefined;
  chips?: ComponentChildren;
  children?: ComponentChildren;
}

/** A room on the floor plan: one link that says everything about it, drawn as walls and a door. */
export function RoomTile(props: Props) {
  const { href, icon, title, note, count, taken, capacity, here, locked, live, wide, tall, small, chips, children } =
    props;
  const classes = [
    "tile",
    here && "here",
    locked && "locked",
    live && "live",
    wide && "wide",
    tall && "tall",
    small && "compact",
  ];
  const content = (
    <>
      <span class="tile-name">
        <Icon name={locked ? "lock" : icon} />
        <strong>{title}</strong>
      </span>
      {note && <span class="tile-note small lines-2">{note}</span>}
      {children}
      <span class="tile-meta small">
        {chips}
        <span class="num">{count}</span>
      </span>
      {typeof capacity === "number" && <Fill taken={taken ?? 0} capacity={capacity} />}
    </>
  );
  return (
    <li class={classes.filter(Boolean).join(" ")}>
      {locked ? (
        <span class="tile-body">{content}</span>
      ) : (
        <a class="tile-body" href={href} aria-current={here ? "location" : undefined}>
          {content}
        </a>
      )}
    </li>
  );
}
