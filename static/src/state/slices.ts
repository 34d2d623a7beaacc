/** Signals made of the state: what changes seldom keeps its identity, so that a component hears only what it reads. */
import { computed, type ReadonlySignal, signal, type Signal } from "@preact/signals";
import { type EventInfo, type Me } from "../protocol";
import { type House, type HouseInput, houseOf, type HouseRoom } from "./rooms";
import { dayOf } from "./show";
import { type VenueState } from "./venue";

export type Slices = { readonly [Key in keyof VenueState]: Signal<VenueState[Key]> };

/** One signal per slice: a component hears only what it reads. */
export function signalsOf(state: VenueState): Slices {
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, signal<unknown>(value)])) as Slices;
}

export function houseSignal(input: () => HouseInput): ReadonlySignal<House> {
  let before: House | null = null;
  return computed(() => (before = houseOf(input(), before)));
}

/** The event with the times that count. */
export function daySignal(
  input: () => { info: EventInfo; show: VenueState["show"]; now: number },
): ReadonlySignal<EventInfo> {
  let before: EventInfo | null = null;
  return computed(() => {
    const { info, show, now } = input();
    return (before = dayOf(info, show, now, before));
  });
}

export function indexOf(house: House): ReadonlyMap<string, HouseRoom> {
  return new Map(house.rooms.flatMap((room) => [room, ...room.tables]).map((room) => [room.id, room]));
}

export function silencedUntil(me: Me | null, now: number): number | null {
  const until = me?.silenced_until ?? null;
  return until !== null && until !== 0 && until <= now ? null : until;
}
