import { type EventInfo, type SlotInfo } from "../../protocol";
import { type HouseRoom } from "../../state";

/** A part of the floor plan with a heading of its own. */
export interface Wing {
  readonly id: string;
  /** main: foyer and plenum; slot: the workshops of one slot; gathering: cafeterias; rest: workshops without a slot. */
  readonly kind: "main" | "slot" | "gathering" | "rest";
  readonly slot: SlotInfo | null;
  /** What matters now: drawn large. The rest is drawn small, but it is there. */
  readonly current: boolean;
  readonly rooms: readonly HouseRoom[];
}

/**
 * The plan of the house at a moment (event time, ms): first the rooms for everybody, then the workshops that run or come
 * next, the places to meet, and the workshops of other slots in the order of the day. Every room stands on it once.
 */
export function planOf(rooms: readonly HouseRoom[], info: EventInfo, now: number): readonly Wing[] {
  const main = rooms.filter((room) => room.kind === "foyer" || room.kind === "plenum");
  const gathering = rooms.filter((room) => room.kind === "cafeteria");
  const workshops = rooms.filter((room) => room.kind === "workshop");
  const nearest = info.slots.find((slot) => now < slot.ends) ?? null;
  const bySlot = new Map<SlotInfo | null, HouseRoom[]>();
  for (const room of workshops) {
    const slot = slotOfRoom(room, info, now);
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), room]);
  }
  const slots: Wing[] = info.slots.flatMap((slot) => {
    const inside = bySlot.get(slot) ?? [];
    const wing: Wing = { id: slot.id, kind: "slot", slot, current: slot === nearest, rooms: inside };
    return inside.length > 0 ? [wing] : [];
  });
  return [
    { id: "main", kind: "main" as const, slot: null, current: true, rooms: main },
    ...slots.filter((wing) => wing.current),
    { id: "rest", kind: "rest" as const, slot: null, current: true, rooms: bySlot.get(null) ?? [] },
    { id: "gathering", kind: "gathering" as const, slot: null, current: true, rooms: gathering },
    ...slots.filter((wing) => !wing.current),
  ].filter((wing) => wing.rooms.length > 0);
}

/** The slot that a room belongs to: of what runs there, else of what comes next, else of what ran last. */
function slotOfRoom(room: HouseRoom, info: EventInfo, now: number): SlotInfo | null {
  const sessions = info.sessions.filter((session) => session.room === room.id && session.slot !== null);
  const session = sessions.find((item) => now < item.ends) ?? sessions.at(-1);
  return info.slots.find((slot) => slot.id === session?.slot) ?? null;
}

/** The tables of a hall as one number each: people, tables with people, free seats. */
export function tablesOf(hall: HouseRoom): { people: number; tables: number; free: number } {
  return hall.tables.reduce(
    (sum, table) => ({
      people: sum.people + table.present,
      tables: sum.tables + (table.present > 0 ? 1 : 0),
      free: sum.free + (table.free ?? 0),
    }),
    { people: 0, tables: 0, free: 0 },
  );
}
