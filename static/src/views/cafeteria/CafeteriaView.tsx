import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { navigate } from "../../app/router";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { SearchField } from "../../components/Field";
import { Skeleton } from "../../components/Skeleton";
import { Segments } from "../../components/Switches";
import { localised, useText } from "../../i18n";
import { type HouseRoom } from "../../state";
import { tablesOf } from "../house/plan";
import { RoomHead } from "../room/RoomHead";
import { Side } from "../room/Side";
import { TableCard } from "./TableCard";
import { companyAt, quietTable, type TableFilter, tablesFor } from "./tables";

/** A hall with tables: what they talk about, where somebody sits, and the way to a chair. */
export function CafeteriaView() {
  const venue = useVenue();
  const room = useText("room");
  const text = useText("cafeteria");
  const hall = venue.room.value;
  if (!hall) return <Skeleton label={room.arriving} lines={9} />;
  const sum = tablesOf(hall);
  return (
    <div class="room cafeteria">
      <div class="room-main">
        <RoomHead room={hall} />
        {localised(hall.description) && <p class="muted">{localised(hall.description)}</p>}
        {hall.tables.length === 0 ? (
          <EmptyState icon="cafeteria" title={text.noTables} />
        ) : (
          <>
            <Company tables={hall.tables} words={text.summary(sum.people, sum.free)} />
            <Tables tables={hall.tables} />
          </>
        )}
      </div>
      <Side />
    </div>
  );
}

/** The short ways: to people, or to an empty table. */
function Company({ tables, words }: { tables: readonly HouseRoom[]; words: string }) {
  const text = useText("cafeteria");
  const company = companyAt(tables);
  const quiet = quietTable(tables);
  const sit = (table: HouseRoom) => navigate(paths.room(table.id));
  return (
    <section class="company panel">
      <div class="grow">
        <p>{words}</p>
        <p class="small muted">{company ? text.companyHint : text.noCompany}</p>
      </div>
      <div class="row">
        {company && (
          <Button look="primary" icon="people" onClick={() => sit(company)}>
            {text.company}
          </Button>
        )}
        {quiet && (
          <Button look={company ? "plain" : "primary"} icon="table" onClick={() => sit(quiet)}>
            {text.quiet}
          </Button>
        )}
      </div>
    </section>
  );
}

/** All tables of a hall, to be searched and filtered. */
export function Tables({ tables }: { tables: readonly HouseRoom[] }) {
  const text = useText("cafeteria");
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<TableFilter>("all");
  const shown = tablesFor(tables, filter, query, (table) => localised(table.topic));
  const all = () => {
    setQuery("");
    setFilter("all");
  };
  return (
    <section class="stack">
      <h2 class="visually-hidden">{text.tables}</h2>
      <div class="row">
        <SearchField label={text.search} clear={text.clear} value={query} onValue={setQuery} />
        <Segments<TableFilter>
          label={text.filter}
          chosen={filter}
          onChoose={setFilter}
          choices={[
            { id: "all", label: text.all },
            { id: "people", label: text.withPeople },
            { id: "room", label: text.withRoom },
          ]}
        />
        <span class="visually-hidden" role="status">
          {query !== "" || filter !== "all" ? text.found(shown.length) : ""}
        </span>
      </div>
      {shown.length > 0 ? (
        <ul class="table-grid">
          {shown.map((table) => (
            <TableCard key={table.id} table={table} />
          ))}
        </ul>
      ) : (
        <EmptyState icon="table" title={text.nothingTitle} actions={<Button onClick={all}>{text.showAll}</Button>}>
          {text.nothingText}
        </EmptyState>
      )}
    </section>
  );
}
