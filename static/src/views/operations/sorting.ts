import { type Sorting } from "../../components/DataTable";
import { type HouseRoom } from "../../state";

/** How much of a room's own seats is taken, 0 to 1; null where seats are not counted. */
export function shareOf(room: HouseRoom): number | null {
  if (room.capacity === null || room.free === null || room.capacity === 0) return null;
  return (room.capacity - room.free) / room.capacity;
}

/** The rooms in the order that was asked for; without one in the order of the event file. Rooms without a number last. */
export function sortedRooms(
  rooms: readonly HouseRoom[],
  sorting: Sorting | null,
  nameOf: (room: HouseRoom) => string,
): readonly HouseRoom[] {
  if (!sorting) return rooms;
  const direction = sorting.down ? -1 : 1;
  const number = (room: HouseRoom): number | null => (sorting.by === "present" ? room.present : shareOf(room));
  return [...rooms].sort((one, other) => {
    if (sorting.by === "name") {
      return direction * nameOf(one).localeCompare(nameOf(other), "de", { sensitivity: "base", numeric: true });
    }
    const [mine, theirs] = [number(one), number(other)];
    if (mine === null || theirs === null) return Number(mine === null) - Number(theirs === null);
    return direction * (mine - theirs);
  });
}
