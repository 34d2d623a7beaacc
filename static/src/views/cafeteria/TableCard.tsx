import { paths } from "../../app/paths";
import { ButtonLink } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { TableMap } from "../../components/SeatMap";
import { localised, useText } from "../../i18n";
import { type HouseRoom } from "../../state";

/** One table: its topic, who sits there as a picture and a number, and the chair for me. */
export function TableCard({ table }: { table: HouseRoom }) {
  const text = useText("cafeteria");
  const number = table.number ?? 0;
  const name = number > 0 ? text.table(number) : localised(table.title);
  const topic = localised(table.topic);
  const seats = table.capacity ?? Math.max(8, table.present);
  return (
    <li class={`table-card ${table.here ? "here" : ""} ${table.present > 0 ? "taken" : ""}`}>
      <TableMap seats={seats} taken={table.taken} mine={table.here} label={String(number || "")} />
      <h3>{topic || name}</h3>
      <p class="small muted num table-count">{text.taken(table.taken, seats)}</p>
      <div class="table-way">
        {table.here ? (
          <Chip tone="here">{text.sitting}</Chip>
        ) : table.closed ? (
          <Chip tone="warn">{text.closed}</Chip>
        ) : table.full ? (
          <Chip tone="warn">{text.full}</Chip>
        ) : (
          <ButtonLink small href={paths.room(table.id)} label={text.sitAt(topic ? `${name}, ${topic}` : name)}>
            {text.sit}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}
