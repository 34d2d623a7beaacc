import { type ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "./Icon";
import { allOrNone, extended, type Selection, toggled } from "./selection";

export interface Column<Row> {
  id: string;
  label: string;
  cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end, so that their digits stand below each other. */
  numeric?: boolean;
  sortable?: boolean;
}

export interface Sorting {
  by: string;
  down: boolean;
}

interface Selecting<Row> {
  selection: Selection;
  onSelection: (selection: Selection) => void;
  /** The name of a row's checkbox, and of the one for all. */
  label: (row: Row) => string;
  allLabel: string;
}

interface Props<Row> {
  /** What the table is, read out when it is reached. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
  selecting?: Selecting<Row>;
  /** Keys that a view gives a meaning of its own, on the focused row ("m" for moving, Enter for opening). */
  onRowKey?: (event: KeyboardEvent, row: Row) => void;
}

/**
 * A table with one tab stop: arrows walk the rows, Space selects, Shift with arrows or click draws a range, Ctrl+A takes all.
 * Sorting and paging belong to the view; the table shows what it gets.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, sorting, onSort, selecting, onRowKey } = props;
  const [current, setCurrent] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const keys = rows.map(rowKey);
  const stop = current !== null && keys.includes(current) ? current : keys[0];

  const goTo = (at: number) => {
    const key = keys[at];
    if (key === undefined) return;
    setCurrent(key);
    const row = body.current?.rows[at];
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent, row: Row, at: number) => {
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      const key = keys[target];
      if (selecting && event.shiftKey && key !== undefined) {
        const from =
          selecting.selection.anchor === null ? toggled(selecting.selection, rowKey(row)) : selecting.selection;
        selecting.onSelection(extended(from, keys, key));
      }
      goTo(target);
    } else if (selecting && event.key === " ") {
      event.preventDefault();
      selecting.onSelection(toggled(selecting.selection, rowKey(row)));
    } else if (selecting && event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      selecting.onSelection(allOrNone(selecting.selection, keys));
    } else onRowKey?.(event, row);
  };
  const onPick = (event: MouseEvent, row: Row) => {
    if (!selecting) return;
    const { selection, onSelection } = selecting;
    onSelection(event.shiftKey ? extended(selection, keys, rowKey(row)) : toggled(selection, rowKey(row)));
    setCurrent(rowKey(row));
  };

  return (
    <div class="table-frame">
      <table
        class="data-table"
        // A table whose rows are walked and selected is what ARIA calls a grid.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-multiselectable={selecting ? true : undefined}
        aria-rowcount={rows.length + 1}
      >
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {selecting && (
              <th scope="col" class="pick">
                <input
                  type="checkbox"
                  aria-label={selecting.allLabel}
                  checked={keys.length > 0 && keys.every((key) => selecting.selection.chosen.has(key))}
                  onChange={() => selecting.onSelection(allOrNone(selecting.selection, keys))}
                />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, at) => {
            const key = keys[at] ?? "";
            const chosen = selecting?.selection.chosen.has(key);
            return (
              <tr
                key={key}
                tabIndex={key === stop ? 0 : -1}
                aria-selected={chosen}
                onFocus={() => setCurrent(key)}
                onKeyDown={(event) => event.target === event.currentTarget && onKeyDown(event, row, at)}
              >
                {selecting && (
                  <td class="pick">
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={selecting.label(row)}
                      checked={chosen ?? false}
                      onClick={(event) => onPick(event, row)}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.id} class={column.numeric ? "num end" : ""}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<Row> {
  column: Column<Row>;
  sorting: Sorting | undefined;
  onSort: ((sorting: Sorting) => void) | undefined;
}

function Head<Row>({ column, sorting, onSort }: HeadProps<Row>) {
  const mine = sorting?.by === column.id;
  const direction = mine ? (sorting.down ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" class={column.numeric ? "num end" : ""} aria-sort={direction}>
      {column.sortable && onSort ? (
        <button type="button" class="sort" onClick={() => onSort({ by: column.id, down: mine && !sorting.down })}>
          <span>{column.label}</span>
          <Icon name={mine ? (sorting.down ? "arrowDown" : "arrowUp") : "sort"} />
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}
