import { type RoomClosed, type RoomClosing, type RoomOpened } from "../protocol";

/** Closing rooms and opening them again. */
export interface Closing {
  /** Everybody inside goes where they belong; nobody enters any more. */
  closeRoom(room: string): Promise<RoomClosing>;
  openRoom(room: string): Promise<void>;
  /** How many would go where: nothing is done. */
  foreseeClosing(room: string): Promise<RoomClosing>;
}

/** The rooms that are closed after what everybody was told. */
export function closedAfter(closed: readonly string[], event: RoomClosed | RoomOpened): readonly string[] {
  const others = closed.filter((room) => room !== event.room);
  return event.on === "room.closed" ? [...others, event.room] : others;
}
