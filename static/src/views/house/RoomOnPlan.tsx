import { addressOf } from "../../app/places";
import { Chip } from "../../components/Chip";
import { type IconName } from "../../components/icons";
import { RoomTile } from "../../components/RoomTile";
import { localised, useFormats, useText } from "../../i18n";
import { type HouseRoom } from "../../state";
import { tablesOf } from "./plan";

/** Workshops have none: they are many, and their names need the room. */
const ICONS: Readonly<Partial<Record<HouseRoom["kind"], IconName>>> = {
  foyer: "foyer",
  plenum: "plenum",
  cafeteria: "cafeteria",
};

/** One room of the plan, with what is on, how full it is, and whether I am there. */
export function RoomOnPlan({ room, small }: { room: HouseRoom; small?: boolean }) {
  const text = useText("house");
  const note = useNote(room);
  const wide = room.kind !== "workshop";
  return (
    <RoomTile
      href={addressOf(room)}
      icon={ICONS[room.kind]}
      title={localised(room.title)}
      note={small || room.kind === "foyer" ? undefined : note}
      count={useCount(room)}
      unit={room.tables.length === 0 && room.capacity !== null && !room.closed ? text.seats : undefined}
      taken={room.taken}
      capacity={room.tables.length > 0 ? null : room.capacity}
      here={room.here}
      locked={!room.open}
      live={room.session !== null}
      wide={wide}
      tall={room.kind === "plenum"}
      small={small === true || room.kind === "foyer"}
      chips={
        <>
          {room.here && <Chip tone="here">{text.here}</Chip>}
          {room.closed && <Chip tone="warn">{text.closed}</Chip>}
          {room.full && !room.closed && <Chip tone="warn">{text.full}</Chip>}
          {!room.allowed && <Chip>{text.locked}</Chip>}
        </>
      }
    >
      {room.tables.length > 0 && <Tables hall={room} />}
    </RoomTile>
  );
}

/** What is on there, unless the room's name says so already. */
function useNote(room: HouseRoom): string | undefined {
  const text = useText("house");
  const formats = useFormats();
  const on = room.session ?? room.next;
  if (!on) return undefined;
  const title = localised(on.title);
  const same = title === localised(room.title);
  if (room.session) return same ? undefined : title;
  return same ? formats.span(on.starts, on.ends) : text.next(formats.clock(on.starts), title);
}

function useCount(room: HouseRoom): string {
  const text = useText("house");
  if (room.closed) return text.people(room.present);
  if (room.tables.length > 0) {
    const { people, tables, free } = tablesOf(room);
    return text.tables(people, tables, free);
  }
  return room.capacity === null ? text.people(room.present) : text.of(room.taken, room.capacity);
}

/** The tables of a hall, a dot each. The numbers stand below in words. */
function Tables({ hall }: { hall: HouseRoom }) {
  return (
    <span class="mini-tables" aria-hidden="true">
      {hall.tables.map((table) => (
        <span key={table.id} class={table.here ? "mine" : table.full ? "full" : table.present > 0 ? "some" : ""} />
      ))}
    </span>
  );
}
