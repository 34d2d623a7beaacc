import { type HouseRoom } from "../../state";

export type TableFilter = "all" | "people" | "room";

/** The tables that match a filter and a search (a number, or words of the topic), in their order in the hall. */
export function tablesFor(
  tables: readonly HouseRoom[],
  filter: TableFilter,
  query: string,
  topicOf: (table: HouseRoom) => string,
): readonly HouseRoom[] {
  const wanted = query.trim().toLocaleLowerCase();
  return tables.filter((table) => {
    if (filter === "people" && table.present === 0 && !table.here) return false;
    if (filter === "room" && table.full && !table.here) return false;
    if (wanted === "") return true;
    return String(table.number) === wanted || topicOf(table).toLocaleLowerCase().includes(wanted);
  });
}

/**
 * A table for somebody who looks for company: where people sit and a seat is free. Two or three people are the easiest to
 * join; of equal tables the first one. Null where nobody has room.
 */
export function companyAt(tables: readonly HouseRoom[]): HouseRoom | null {
  const open = tables.filter((table) => table.present > 0 && !table.full && !table.here && table.open);
  const ease = (table: HouseRoom) => Math.abs(table.present - 2.5);
  return open.reduce<HouseRoom | null>(
    (best, table) => (best === null || ease(table) < ease(best) ? table : best),
    null,
  );
}

/** A table where nobody sits yet; null where there is none. */
export function quietTable(tables: readonly HouseRoom[]): HouseRoom | null {
  return tables.find((table) => table.present === 0 && !table.full && table.open) ?? null;
}
