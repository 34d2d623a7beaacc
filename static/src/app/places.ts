import { computed, effect, untracked } from "@preact/signals";
import { type HouseRoom, type Venue } from "../state";
import { paths, type Route } from "./paths";
import { navigate, route } from "./router";

/** The desks of moderators and operators: who works there is not torn away when moved. */
const DESKS: readonly Route["at"][] = ["moderation", "run", "operations", "infodesk"];

/** The address of a room. The foyer has the shortest one. */
export function addressOf(room: HouseRoom): string {
  return room.kind === "foyer" ? paths.foyer() : paths.room(room.id);
}

/** The room that an address means: its id (perhaps of no room at all), null where it means none. */
export function roomOfRoute(venue: Venue, place: Route): string | null {
  if (place.at === "room") return place.room;
  if (place.at !== "foyer") return null;
  return venue.info.value.rooms.find((room) => room.kind === "foyer")?.id ?? null;
}

/**
 * Keeps the address bar and the room together: an address that is gone to is walked to, and a room that one finds
 * oneself in gets its address. Returns what ends it.
 */
export function keepPlaces(venue: Venue): () => void {
  const stopWalking = effect(() => {
    const place = route.value;
    untracked(() => walk(venue, place));
  });
  let first = true;
  const id = computed(() => venue.room.value?.id);
  const stopAddress = effect(() => {
    const shown = id.value;
    if (shown === undefined) return;
    untracked(() => follow(venue, shown, first));
    first = false;
  });
  const stopRefused = effect(() => {
    const refused = venue.going.value?.refused ?? null;
    const shown = venue.room.peek();
    // Not there, and not on the way any more: the address says where one is.
    if (refused !== null && shown && roomOfRoute(venue, route.peek()) !== null) {
      untracked(() => navigate(addressOf(shown), { replace: true }));
    }
  });
  return () => {
    stopWalking();
    stopAddress();
    stopRefused();
  };
}

function walk(venue: Venue, place: Route): void {
  const shown = venue.room.value;
  const wanted = roomOfRoute(venue, place);
  // Inside there is no door to stand before.
  if (shown && place.at === "door") navigate(addressOf(shown), { replace: true });
  if (wanted === null || !shown || venue.roomOf(wanted) === undefined) return;
  const going = venue.going.value;
  if (wanted !== shown.id || going?.refused === null) venue.enter(wanted);
}

function follow(venue: Venue, shown: string, first: boolean): void {
  const wanted = roomOfRoute(venue, route.value);
  const room = venue.roomOf(shown);
  if (!room || wanted === shown) return;
  const going = venue.going.value;
  if (going?.refused === null && going.room === wanted) return;
  if (first && wanted === null) return;
  if (first && venue.roomOf(wanted ?? "") === undefined) return;
  if (DESKS.includes(route.value.at)) return;
  navigate(addressOf(room), { replace: first });
}
