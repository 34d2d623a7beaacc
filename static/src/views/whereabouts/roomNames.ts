import { localised } from "../../i18n";
import { type HouseRoom, type Venue } from "../../state";
import { type WhereaboutsTexts } from "./texts";

/** "Plenum", "Cafeteria, Tisch 7"; an id that is no room's any more stands for itself. */
export function roomNameOf(venue: Venue, id: string, text: Pick<WhereaboutsTexts, "tableOf">): string {
  const room = venue.roomOf(id);
  return room ? nameOf(venue, room, text) : id;
}

/** The same for a room that is at hand. */
export function nameOf(venue: Venue, room: HouseRoom, text: Pick<WhereaboutsTexts, "tableOf">): string {
  const hall = room.parent === null ? undefined : venue.roomOf(room.parent);
  const name = localised(room.title);
  return hall ? text.tableOf(localised(hall.title), name) : name;
}
