import { useVenue } from "../../app/context";
import { Select } from "../../components/Field";
import { localised, useFormats, useTexts } from "../../i18n";
import { type HouseRoom } from "../../state";
import { moderationTexts } from "./texts";

interface Props {
  label: string;
  hint?: string;
  value: string;
  onValue: (room: string) => void;
  /** A room that makes no sense here. */
  without?: string;
}

/** All rooms with how full they are, and below them the tables of each hall. */
export function RoomSelect({ label, hint, value, onValue, without = "" }: Props) {
  const venue = useVenue();
  const text = useTexts(moderationTexts);
  const { rooms } = venue.house.value;
  const written = useWritten();
  return (
    <Select label={label} hint={hint} value={value} onValue={onValue}>
      <option value="">{text.move.choose}</option>
      {rooms
        .filter((room) => room.id !== without)
        .map((room) => (
          <option key={room.id} value={room.id} disabled={room.closed}>
            {written(room)}
          </option>
        ))}
      {rooms
        .filter((room) => room.tables.length > 0)
        .map((hall) => (
          <optgroup key={hall.id} label={text.move.tablesOf(localised(hall.title))}>
            {hall.tables
              .filter((table) => table.id !== without)
              .map((table) => (
                <option key={table.id} value={table.id} disabled={table.closed}>
                  {written(table)}
                </option>
              ))}
          </optgroup>
        ))}
    </Select>
  );
}

function useWritten(): (room: HouseRoom) => string {
  const text = useTexts(moderationTexts);
  const formats = useFormats();
  return (room) => {
    const count =
      room.capacity === null || room.tables.length > 0
        ? text.rooms.people(room.present, formats.number(room.present))
        : text.rooms.seats(formats.number(room.taken), formats.number(room.capacity));
    return text.move.option(localised(room.title), room.closed ? text.rooms.closed : count);
  };
}
