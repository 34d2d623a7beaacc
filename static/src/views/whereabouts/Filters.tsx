import { useVenue } from "../../app/context";
import { SearchField, Select } from "../../components/Field";
import { localised, useFormats, useTexts } from "../../i18n";
import { type HouseRoom } from "../../state";
import { type Directory, organisations } from "./directory";
import { type Finder, type Role } from "./finder";
import { whereaboutsTexts } from "./texts";

const ROLES: readonly Role[] = ["participant", "speaker", "moderator", "operator"];

/** Who is looked for: by name, room, role and organisation. */
export function Filters({ finder, directory }: { finder: Finder; directory: Directory }) {
  const venue = useVenue();
  const text = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const wanted = finder.wanted.value;
  const counted = (name: string, count: number) => text.withCount(name, formats.number(count));
  const orgs = organisations(directory.known.value);
  return (
    <div class="filters">
      <SearchField
        label={text.search}
        clear={text.clear}
        value={wanted.query}
        onValue={(query) => finder.want({ query: query.slice(0, 100) })}
      />
      <Select
        label={text.room}
        value={wanted.room ?? ""}
        onValue={(room) => finder.want({ room: room === "" ? null : room })}
      >
        <option value="">{text.everyRoom}</option>
        {venue.house.value.rooms.map((room) => (
          <RoomOptions key={room.id} room={room} counted={counted} />
        ))}
      </Select>
      <Select
        label={text.role}
        value={wanted.role ?? ""}
        onValue={(role) => finder.want({ role: ROLES.find((known) => known === role) ?? null })}
      >
        <option value="">{text.everyRole}</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {text.roles[role]}
          </option>
        ))}
      </Select>
      <Select
        label={text.org}
        value={wanted.org ?? ""}
        onValue={(org) => finder.want({ org: org === "" ? null : org })}
      >
        <option value="">{text.everyOrg}</option>
        {orgs.map(({ name, count }) => (
          <option key={name} value={name}>
            {counted(name, count)}
          </option>
        ))}
        {wanted.org !== null && !orgs.some(({ name }) => name === wanted.org) && (
          <option value={wanted.org}>{wanted.org}</option>
        )}
      </Select>
    </div>
  );
}

interface OptionsProps {
  room: HouseRoom;
  counted: (name: string, count: number) => string;
}

/** A room; below a hall those of its tables where somebody sits. */
function RoomOptions({ room, counted }: OptionsProps) {
  const text = useTexts(whereaboutsTexts);
  const name = localised(room.title);
  return (
    <>
      <option value={room.id}>{counted(name, room.present)}</option>
      {room.tables
        .filter((table) => table.present > 0)
        .map((table) => (
          <option key={table.id} value={table.id}>
            {counted(text.tableOf(name, localised(table.title)), table.present)}
          </option>
        ))}
    </>
  );
}
