import { type ComponentChildren } from "preact";
import { Icon } from "./Icon";
import { type IconName } from "./icons";
import { Fill } from "./Progress";

interface Props {
  href: string;
  icon?: IconName | undefined;
  title: string;
  /** What is on there. */
  note?: string | undefined;
  /** How full it is, in words: "64 von 110". */
  count: string;
  /** What is counted, where the eyes see it: for screen readers. */
  unit?: string | undefined;
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

/** Up to this length a word is kept whole where hyphenation cannot help, in characters. */
const WHOLE = 22;

function hasLongWord(text: string): boolean {
  return text.split(/[\s\u00ad-]/u).some((word) => word.length > WHOLE);
}

/** A room on the floor plan: one link that says everything about it, drawn as walls and a door. */
export function RoomTile(props: Props) {
  const {
    href,
    icon,
    title,
    note,
    count,
    unit,
    taken,
    capacity,
    here,
    locked,
    live,
    wide,
    tall,
    small,
    chips,
    children,
  } = props;
  const classes = [
    "tile",
    here && "here",
    locked && "locked",
    live && "live",
    wide && "wide",
    tall && "tall",
    small && "compact",
    hasLongWord(title) && "breaking",
  ];
  const sign = locked ? "lock" : icon;
  const content = (
    <>
      <span class="tile-name">
        {sign && <Icon name={sign} />}
        <strong>{title}</strong>
      </span>
      {note && <span class="tile-note small lines-2">{note}</span>}
      {children}
      <span class="tile-meta small">
        {chips}
        <span class="num">
          {count}
          {unit && <span class="visually-hidden"> {unit}</span>}
        </span>
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
