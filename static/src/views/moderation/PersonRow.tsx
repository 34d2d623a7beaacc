import { useVenue } from "../../app/context";
import { Chip } from "../../components/Chip";
import { useText, useTexts } from "../../i18n";
import { type Whereabouts } from "../../protocol";
import { dutyOf } from "../room/duty";
import { roomNameOf } from "../whereabouts/roomNames";
import { Standing } from "../whereabouts/Standing";
import { whereaboutsTexts } from "../whereabouts/texts";
import { moderationTexts } from "./texts";

interface Props {
  row: Whereabouts;
  /** The row's place among all that were found, as ARIA counts: from 1, the heads being the first. */
  index: number;
  /** The grid's one tab stop. */
  isStop: boolean;
  chosen: boolean;
  isMe: boolean;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** `range`: everybody from the last one chosen up to here. */
  onPick: (range: boolean) => void;
  onOpen: () => void;
  onDrag: ((event: DragEvent) => void) | undefined;
  onDragEnd: () => void;
}

/** One person: who, where, and how. */
export function PersonRow(props: Props) {
  const { row, index, isStop, chosen, isMe, onFocus, onKeyDown, onPick, onOpen, onDrag, onDragEnd } = props;
  const venue = useVenue();
  const text = useTexts(moderationTexts).people;
  const words = useTexts(whereaboutsTexts);
  const duty = dutyOf(row.person.roles, useText("people"));
  const { person } = row;
  return (
    <div
      role="row"
      class="people-row"
      aria-rowindex={index}
      aria-selected={chosen}
      tabIndex={isStop ? 0 : -1}
      draggable={onDrag !== undefined}
      onFocus={onFocus}
      onKeyDown={(event) => event.target === event.currentTarget && onKeyDown(event)}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => {
        if (event.shiftKey) onPick(true);
        else if (event.ctrlKey || event.metaKey) onPick(false);
      }}
      onDragStart={onDrag}
      onDragEnd={onDragEnd}
    >
      <div role="gridcell" class="people-pick">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={text.select(person.name)}
          checked={chosen}
          onClick={(event) => {
            event.stopPropagation();
            onPick(event.shiftKey);
          }}
        />
      </div>
      <div role="gridcell" class="people-who">
        <span class="people-name">
          <button
            type="button"
            class="plain-link"
            tabIndex={-1}
            title={text.open(person.name)}
            onClick={(event) => isPlain(event) && onOpen()}
          >
            <bdi class="said">{person.name}</bdi>
          </button>
          {isMe && <Chip tone="here">{words.me}</Chip>}
          {duty && <Chip tone="accent">{duty}</Chip>}
          {person.rehearsal && <Chip>{words.rehearsal}</Chip>}
        </span>
        {person.org && <bdi class="said small muted people-org">{person.org}</bdi>}
      </div>
      <div role="gridcell" class="people-where">
        {row.room === null ? <span class="muted">–</span> : roomNameOf(venue, row.room, words)}
      </div>
      <div role="gridcell" class="people-state">
        <Standing of={row} />
      </div>
    </div>
  );
}

/** With a key held, a click selects, wherever on the row it is. */
function isPlain({ shiftKey, ctrlKey, metaKey }: MouseEvent): boolean {
  return !shiftKey && !ctrlKey && !metaKey;
}
