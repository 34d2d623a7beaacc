import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { type Column, DataTable, type Sorting } from "../../components/DataTable";
import { Sparkline } from "../../components/Kpi";
import { Fill } from "../../components/Progress";
import { useFormats, useTexts } from "../../i18n";
import { type HouseRoom } from "../../state";
import { NARROW, useMedia } from "../shell/useMedia";
import { nameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { type OperationsDesk } from "./desk";
import { sortedRooms } from "./sorting";
import { operationsTexts } from "./texts";

/** All rooms with the numbers that participants see, how full they are, and how that came about. */
export function RoomsBoard({ desk }: { desk: OperationsDesk }) {
  const venue = useVenue();
  const text = useTexts(operationsTexts).rooms;
  const words = useTexts(whereaboutsTexts);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [tables, setTables] = useState(false);
  const { rooms } = venue.house.value;
  const shown = tables ? rooms.flatMap((room) => [room, ...room.tables]) : rooms;
  const columns = useColumns(desk);
  return (
    <section class="panel rooms-board" aria-labelledby="board-rooms">
      <div class="panel-head">
        <div>
          <h2 id="board-rooms">{text.title}</h2>
          <p class="small muted">{text.note}</p>
        </div>
        {rooms.some((room) => room.tables.length > 0) && (
          <Button small icon="table" aria-pressed={tables} onClick={() => setTables(!tables)}>
            {text.tables}
          </Button>
        )}
      </div>
      <DataTable
        caption={text.caption}
        columns={columns}
        rows={sortedRooms(shown, sorting, (room) => nameOf(venue, room, words))}
        rowKey={(room) => room.id}
        {...(sorting ? { sorting } : {})}
        onSort={setSorting}
      />
    </section>
  );
}

function useColumns(desk: OperationsDesk): readonly Column<HouseRoom>[] {
  const venue = useVenue();
  const text = useTexts(operationsTexts).rooms;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const narrow = useMedia(NARROW);
  const trends = desk.trends.value;
  const name: Column<HouseRoom> = {
    id: "name",
    label: text.columns.name,
    sortable: true,
    cell: (room) => nameOf(venue, room, words),
  };
  const present = { id: "present", label: text.columns.present, sortable: true, numeric: true };
  const count = (room: HouseRoom) => <strong>{formats.number(room.present)}</strong>;
  const seats = (room: HouseRoom) => <Seats room={room} />;
  if (narrow) {
    const both = (room: HouseRoom) => (
      <span class="both-cell">
        {count(room)}
        {seats(room)}
      </span>
    );
    return [name, { ...present, cell: both }];
  }
  return [
    name,
    { ...present, cell: count },
    { id: "share", label: text.columns.share, sortable: true, cell: seats },
    {
      id: "trend",
      label: text.columns.trend,
      cell: (room) => {
        const line = trends.get(room.id) ?? [];
        if (line.length < 2) return null;
        const label = text.trend(nameOf(venue, room, words), formats.number(line.at(-1) ?? 0));
        return <Sparkline values={line} label={label} max={Math.max(room.capacity ?? 1, ...line)} />;
      },
    },
  ];
}

function Seats({ room }: { room: HouseRoom }) {
  const text = useTexts(operationsTexts).rooms;
  const formats = useFormats();
  if (room.capacity === null || room.free === null) {
    return <span class="small muted">{text.unbounded}</span>;
  }
  const taken = room.capacity - room.free;
  return (
    <span class="seats-cell">
      <span class="small num">{text.of(formats.number(taken), formats.number(room.capacity))}</span>
      <Fill taken={taken} capacity={room.capacity} />
    </span>
  );
}
