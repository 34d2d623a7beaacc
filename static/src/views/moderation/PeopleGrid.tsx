import { useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { extended, NOTHING, toggled } from "../../components/selection";
import { useFormats, useTexts } from "../../i18n";
import { type Whereabouts } from "../../protocol";
import { type Found } from "../whereabouts/finder";
import { type ModerationDesk } from "./desk";
import { DRAGGED, showCount } from "./drag";
import { PersonRow } from "./PersonRow";
import { moderationTexts } from "./texts";

interface Props {
  desk: ModerationDesk;
  found: Found;
}

/**
 * A page of people as a grid with one tab stop: arrows walk, Space selects, Shift with arrows or click draws a range (over
 * pages, too), Ctrl+A takes everybody who was found, M moves, Enter opens the card, Escape lets go. Rows can be dragged.
 */
export function PeopleGrid({ desk, found }: Props) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).people;
  const formats = useFormats();
  const [current, setCurrent] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const selection = desk.selection.value;
  const keys = found.people.map(({ person }) => person.id);
  const stop = current !== null && keys.includes(current) ? current : keys[0];
  const mayMove = venue.may("move");
  const others = desk.others(found.ids);
  const all = others.length > 0 && others.every((id) => selection.chosen.has(id));

  const goTo = (at: number) => {
    const key = keys[at];
    if (key === undefined) return;
    setCurrent(key);
    const row = body.current?.children[at];
    if (!(row instanceof HTMLElement)) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent, row: Whereabouts, at: number) => {
    const { id } = row.person;
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    const deed = target === undefined ? deedOf(event) : "walk";
    if (deed === null || (deed === "move" && !mayMove)) return;
    event.preventDefault();
    if (target !== undefined) {
      const key = keys[target];
      if (event.shiftKey && key !== undefined) {
        const from = selection.anchor === null ? { ...toggled(NOTHING, id), chosen: selection.chosen } : selection;
        desk.selection.value = extended(from, found.ids, key);
      }
      goTo(target);
    } else if (deed === "select") desk.selection.value = toggled(selection, id);
    else if (deed === "all") desk.selectAll(found.ids);
    else if (deed === "none") desk.selection.value = NOTHING;
    else if (deed === "move") desk.begin(selection.chosen.size > 0 ? [...selection.chosen] : [id]);
    else desk.person.value = row;
  };
  const onPick = (id: string, range: boolean) => {
    setCurrent(id);
    desk.selection.value = range ? extended(selection, found.ids, id) : toggled(selection, id);
  };
  const onDrag = (event: DragEvent, id: string) => {
    if (!event.dataTransfer) return;
    const ids = selection.chosen.has(id) ? [...selection.chosen] : [id];
    desk.dragged.value = ids;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData(DRAGGED, ids.join("\n"));
    showCount(event.dataTransfer, text.dragging(ids.length, formats.number(ids.length)));
  };

  return (
    <div
      class="people-grid"
      role="grid"
      aria-label={text.caption}
      aria-multiselectable="true"
      aria-rowcount={found.total + 1}
      aria-describedby="people-keys"
    >
      <div role="rowgroup" class="people-grid-head">
        <div role="row" class="people-row" aria-rowindex={1}>
          <div role="columnheader" class="people-pick">
            <input
              type="checkbox"
              aria-label={text.all(others.length, formats.number(others.length))}
              checked={all}
              disabled={others.length === 0}
              onChange={() => desk.selectAll(found.ids)}
            />
          </div>
          <div role="columnheader">{text.columns.name}</div>
          <div role="columnheader">{text.columns.room}</div>
          <div role="columnheader">{text.columns.state}</div>
        </div>
      </div>
      <div role="rowgroup" ref={body}>
        {found.people.map((row, at) => (
          <PersonRow
            key={row.person.id}
            row={row}
            index={found.from + at + 2}
            isStop={row.person.id === stop}
            chosen={selection.chosen.has(row.person.id)}
            isMe={row.person.id === venue.me.value?.person.id}
            onFocus={() => setCurrent(row.person.id)}
            onKeyDown={(event) => onKeyDown(event, row, at)}
            onPick={(range) => onPick(row.person.id, range)}
            onOpen={() => (desk.person.value = row)}
            onDrag={mayMove ? (event) => onDrag(event, row.person.id) : undefined}
            onDragEnd={() => (desk.dragged.value = [])}
          />
        ))}
      </div>
    </div>
  );
}

type Deed = "walk" | "select" | "all" | "none" | "move" | "open";

/** What a key wants on a row, besides walking. */
function deedOf(event: KeyboardEvent): Deed | null {
  const control = event.ctrlKey || event.metaKey;
  if (control) return event.key.toLowerCase() === "a" ? "all" : null;
  if (event.altKey) return null;
  switch (event.key) {
    case " ":
      return "select";
    case "Enter":
      return "open";
    case "Escape":
      return "none";
    case "m":
    case "M":
      return "move";
    default:
      return null;
  }
}
