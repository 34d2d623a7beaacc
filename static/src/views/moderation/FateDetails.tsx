import { type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useFormats, useTexts } from "../../i18n";
import { type Whereabouts } from "../../protocol";
import { whereaboutsTexts } from "../whereabouts/texts";
import { byName, classOf, type Group } from "./groups";
import { orderTexts } from "./texts";

interface Props {
  groups: readonly Group[];
  known: ReadonlyMap<string, Whereabouts>;
  /** It has happened: says what that means for them. */
  explained?: boolean;
  /** What can be done with the people of a group. */
  deeds?: (group: Group) => ComponentChildren;
  /** What stands behind a name. */
  note?: (id: string, group: Group) => string;
  /** Said when it opens, and when it closes or goes away open. */
  onToggle?: (open: boolean) => void;
}

/** Everybody in an order by name, those first of whom there is something to know. Drawn only while it is open. */
export function FateDetails({ groups, known, explained, deeds, note, onToggle }: Props) {
  const text = useTexts(orderTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    onToggle?.(true);
    return () => onToggle?.(false);
  }, [open]);
  const ordered = [...groups].reverse();
  return (
    <details class="fate-details" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text.details}</summary>
      {open &&
        ordered.map((group) => (
          <section key={group.fate} class={`fate-group ${classOf(group.fate)}`}>
            <div class="fate-group-head">
              <h4 class="num">{words.withCount(text.names[group.fate], formats.number(group.ids.length))}</h4>
              {deeds?.(group)}
            </div>
            {explained && <p class="small muted">{text.explain[group.fate]}</p>}
            {/* The list is scrolled by keys, so it must be reachable by them. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <ul class="fate-names" tabIndex={0} aria-label={text.names[group.fate]}>
              {byName(group.ids, known).map(({ id, name, org }) => (
                <li key={id}>
                  <bdi class="said">{name}</bdi>
                  <span class="small muted">
                    <bdi class="said">{org}</bdi>
                    {note && note(id, group) !== "" && ` · ${note(id, group)}`}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </details>
  );
}
