import { type ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "./Icon";

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

interface Props<Row> {
  /** What the table is, read out when it is reached. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
}

/** A table with one tab stop: arrows walk the rows. Sorting and paging belong to the view; the table shows what it gets. */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, sorting, onSort } = props;
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
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  };

  return (
    <div class="table-frame">
      <table
        class="data-table"
        // A table whose rows are walked is what ARIA calls a grid.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-rowcount={rows.length + 1}
      >
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, at) => {
            const key = keys[at] ?? "";
            return (
              <tr
                key={key}
                tabIndex={key === stop ? 0 : -1}
                onFocus={() => setCurrent(key)}
                onKeyDown={(event) => event.target === event.currentTarget && onKeyDown(event, at)}
              >
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
