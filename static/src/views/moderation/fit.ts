import { type Whereabouts } from "../../protocol";
import { type HouseRoom } from "../../state";

/** How a number of people would fit into a room, before the venue is asked: seats needed, and how many are missing. */
export interface Fit {
  readonly need: number;
  readonly missing: number;
}

/** Who is in a room to work there takes no seat. */
const STAFF: readonly string[] = ["speaker", "moderator", "operator"];

/** Whoever is there already, and whoever takes no seat, needs none; who is not known is counted. */
export function fitOf(room: HouseRoom, ids: readonly string[], known: ReadonlyMap<string, Whereabouts>): Fit {
  const need = ids.filter((id) => {
    const each = known.get(id);
    return !each || (each.room !== room.id && !each.person.roles?.some((role) => STAFF.includes(role)));
  }).length;
  return { need, missing: room.free === null ? 0 : Math.max(0, need - room.free) };
}
