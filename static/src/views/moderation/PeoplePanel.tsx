import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { leaveButton } from "../../components/focus";
import { NOTHING } from "../../components/selection";
import { Skeleton } from "../../components/Skeleton";
import { useFormats, useText, useTexts } from "../../i18n";
import { EVERYBODY, type Found } from "../whereabouts/finder";
import { Filters } from "../whereabouts/Filters";
import { Pager } from "../whereabouts/Pager";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useFresh } from "../whereabouts/useFresh";
import { type ModerationDesk } from "./desk";
import { PeopleGrid } from "./PeopleGrid";
import { moderationTexts } from "./texts";

/** Everybody in the house: looked for, selected, and moved from here. */
export function PeoplePanel({ desk, active }: { desk: ModerationDesk; active: boolean }) {
  const text = useTexts(moderationTexts).people;
  const { finder } = desk;
  useFresh(finder, active);
  const found = finder.found.value;
  return (
    <section class="panel people-panel" aria-labelledby="desk-people-title">
      <h2 id="desk-people-title" class="visually-hidden">
        {text.title}
      </h2>
      <Filters finder={finder} directory={desk.directory} />
      {found === null ? <Waiting desk={desk} /> : <Listed desk={desk} found={found} />}
      <SelectionBar desk={desk} />
    </section>
  );
}

function Waiting({ desk }: { desk: ModerationDesk }) {
  const words = useTexts(whereaboutsTexts);
  const refusals = useText("refusals");
  const { trouble } = desk.finder;
  if (trouble.value === null) return <Skeleton label={words.loading} lines={8} />;
  return (
    <EmptyState
      icon="warning"
      title={words.failed}
      actions={<Button onClick={() => void desk.finder.refresh()}>{words.retry}</Button>}
    >
      {refusals[trouble.value]}
    </EmptyState>
  );
}

function Listed({ desk, found }: { desk: ModerationDesk; found: Found }) {
  const text = useTexts(moderationTexts).people;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const { finder } = desk;
  const { chosen } = desk.selection.value;
  if (found.total === 0) return <Nobody desk={desk} />;
  const others = desk.others(found.ids);
  const count = others.length;
  const written = formats.number(count);
  const label =
    found.ids.length < found.total
      ? text.first(written)
      : count < found.total
        ? text.others(written)
        : text.all(count, written);
  return (
    <>
      <div class="people-found">
        <p class="small muted num" role="status">
          {words.found(found.total, formats.number(found.total))}
        </p>
        {others.some((id) => !chosen.has(id)) && (
          <Button
            small
            look="quiet"
            onClick={(event) => {
              toList(event);
              desk.selectAll(found.ids);
            }}
          >
            {label}
          </Button>
        )}
      </div>
      <div class={finder.looking.value ? "is-looking" : ""}>
        <PeopleGrid desk={desk} found={found} />
      </div>
      <div class="people-foot">
        <p class="small muted" aria-hidden="true">
          {text.hint}
        </p>
        <span class="visually-hidden" id="people-keys">
          {text.keys}
        </span>
        <Pager finder={finder} />
      </div>
    </>
  );
}

function Nobody({ desk }: { desk: ModerationDesk }) {
  const words = useTexts(whereaboutsTexts);
  const wanted = desk.finder.wanted.value;
  const filtered = wanted.query !== "" || wanted.room !== null || wanted.role !== null || wanted.org !== null;
  return (
    <EmptyState
      icon="search"
      title={words.emptyTitle}
      actions={filtered && <Button onClick={() => desk.finder.want(EVERYBODY)}>{words.showAll}</Button>}
    >
      {filtered ? words.emptyFiltered : words.emptyHouse}
    </EmptyState>
  );
}

/** How many are selected, and what can be done with them: always in sight while there are some. */
function SelectionBar({ desk }: { desk: ModerationDesk }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).people;
  const formats = useFormats();
  const count = desk.selection.value.chosen.size;
  return (
    <>
      <span class="visually-hidden" role="status">
        {count > 0 ? text.selected(count, formats.number(count)) : ""}
      </span>
      {count > 0 && (
        <div class="selection-bar" role="group" aria-label={text.selectedLabel}>
          <strong class="num">{text.selected(count, formats.number(count))}</strong>
          <Button
            look="quiet"
            onClick={(event) => {
              toList(event);
              desk.selection.value = NOTHING;
            }}
          >
            {text.clear}
          </Button>
          {venue.may("move") && (
            <Button look="primary" icon="arrowRight" onClick={() => desk.begin([...desk.selection.value.chosen])}>
              {text.move}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** The button goes: one goes on in the list, where one was, and else at the start of the view. */
function toList(event: Event): void {
  const panel = (event.currentTarget as HTMLElement).closest(".people-panel");
  const row = panel?.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
  if (row) row.focus({ preventScroll: true });
  else leaveButton(event);
}
