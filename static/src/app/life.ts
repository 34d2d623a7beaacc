import { signal } from "@preact/signals";
import { speak } from "../i18n";
import { DoorRefused, Front } from "../net/http";
import { clearTab, tabShelf } from "../net/shelf";
import { webSocketTo } from "../net/socket";
import { browserTimers } from "../net/timers";
import { Close, type EnterWith, type EventInfo, type Me } from "../protocol";
import { createVenue, type VenueLife } from "../state/store";
import { paths } from "./paths";
import { addressOf } from "./places";
import { navigate, route } from "./router";
import { showAccent } from "./theme";
import { takeTicket } from "./ticket";

/** Where the app stands: before the event is known, before the door, inside, or out again. */
export type Stage =
  | { readonly at: "loading" }
  | { readonly at: "unreachable" }
  | { readonly at: "outside" }
  | { readonly at: "inside"; readonly life: VenueLife }
  | { readonly at: "ended"; readonly code: number; readonly reason: string }
  | { readonly at: "erased" };

export const front = new Front(paths.api);
export const stage = signal<Stage>({ at: "loading" });
export const event = signal<EventInfo | null>(null);
/** The valid pass of this device, as far as is known. */
export const holder = signal<Me | null>(null);
/** The holder of this device's pass was shown out. */
export const shownOut = signal(false);
/** The ticket of the address bar: in memory only. */
export const ticket = signal<string | null>(null);

/** Where somebody wanted to go who had to come in first. */
let intended: string | null = null;

/** Looks who comes: with a ticket to the door, with a pass inside, else before the door. */
export async function begin(): Promise<void> {
  try {
    const [info, me] = await Promise.all([front.event(), whoIsThis()]);
    event.value = info;
    holder.value = me;
    speak(info.languages, info.timezone);
    showAccent(info.accent, info.accent_dark);
    arrive();
  } catch (refused) {
    if (!(refused instanceof DoorRefused)) throw refused;
    if (stage.value.at !== "unreachable") stage.value = { at: "unreachable" };
  }
}

async function whoIsThis(): Promise<Me | null> {
  try {
    const me = await front.me();
    shownOut.value = false;
    return me;
  } catch (refused) {
    if (!(refused instanceof DoorRefused) || refused.code !== "shown_out") throw refused;
    shownOut.value = true;
    return null;
  }
}

/** Decides by address, pass and ticket what is shown; again whenever the address changes while outside. */
export function arrive(): void {
  const place = route.value.at;
  if (ticket.value !== null || place === "door" || place === "legal" || place === "privacy") {
    stage.value = { at: "outside" };
  } else if (holder.value) goInside();
  else {
    intended = location.pathname;
    stage.value = { at: "outside" };
    navigate(paths.door(), { replace: true });
  }
}

/** Exchanges a ticket or a name for a pass and goes in. Throws `DoorRefused`. */
export async function enterWith(what: EnterWith): Promise<void> {
  const { me } = await front.enter(what);
  holder.value = me;
  ticket.value = null;
  enterNow();
}

/** Goes in with the pass of this device. */
export function enterNow(): void {
  ticket.value = null;
  navigate(intended ?? paths.foyer(), { replace: true });
  intended = null;
  goInside();
}

/** Back before the door, or in again where the pass still counts. */
export async function comeBack(): Promise<void> {
  stage.value = { at: "loading" };
  navigate(paths.foyer(), { replace: true });
  await begin();
}

/** Forgets the pass on this device. */
export async function signOut(): Promise<void> {
  await front.leave();
  holder.value = null;
  forgetWords();
  stage.value = { at: "outside" };
  navigate(paths.door(), { replace: true });
}

/** The way back to where somebody came from: the room they are in, else the door. */
export function homePath(): string {
  const now = stage.value;
  const room = now.at === "inside" ? now.life.venue.room.value : null;
  return room ? addressOf(room) : paths.foyer();
}

/** Erases everything about me. Throws `DoorRefused`. */
export async function eraseMe(): Promise<void> {
  const now = stage.value;
  await front.erase();
  if (now.at === "inside") now.life.stop();
  holder.value = null;
  forgetWords();
  stage.value = { at: "erased" };
}

/** The ticket of a link that was opened in this very tab. */
export function noticeTicket(): void {
  const found = takeTicket(location, history);
  if (found === null) return;
  const now = stage.value;
  if (now.at === "inside") now.life.stop();
  ticket.value = found;
  if (event.value) stage.value = { at: "outside" };
}

/** Drafts and what waits to be said do not stay behind on a device that others may use. */
function forgetWords(): void {
  clearTab(`venue.${event.value?.slug ?? ""}.`);
}

function goInside(): void {
  const info = event.value;
  const me = holder.value;
  if (!info || !me) return;
  const wanted = route.value;
  const life = createVenue({
    info,
    open: webSocketTo(paths.socket()),
    timers: browserTimers,
    tab: newTab(),
    online: () => navigator.onLine,
    today: () => Date.now(),
    // By person: nobody says what somebody else wrote in this tab before.
    shelf: (name) => tabShelf(`venue.${info.slug}.${me.person.id}.${name}`),
    wish: wanted.at === "room" && info.rooms.some((room) => room.id === wanted.room) ? wanted.room : null,
    onStale: (version) => void renew(life, version),
  });
  life.venue.link.subscribe((link) => {
    if (link.state === "ended") endWith(life, link.code, link.reason ?? "");
  });
  stage.value = { at: "inside", life };
  life.start();
}

function endWith(life: VenueLife, code: number, reason: string): void {
  life.stop();
  if (stage.value.at !== "inside") return;
  if (code === Close.PASS_ENDED || code === Close.NO_PASS) holder.value = null;
  stage.value = { at: "ended", code, reason };
}

/** How often a browser asks for a version that it was told of, and how long it waits in between, in ms. */
const ASKED = 5;
const BETWEEN = 600;
/** Everybody is told at the same moment, and asks within so many ms. */
const SPREAD = 300;

/** Fetches the event anew until it is the version that was told: another node may be a moment behind. */
async function renew(life: VenueLife, version: string): Promise<void> {
  await pause(Math.random() * SPREAD);
  for (let tries = 1; tries <= ASKED; tries++) {
    try {
      const info = await front.event();
      event.value = info;
      life.renew(info);
      showAccent(info.accent, info.accent_dark);
      if (info.version === version) return;
    } catch (refused) {
      if (!(refused instanceof DoorRefused)) throw refused;
    }
    await pause(BETWEEN * tries);
  }
  // The old programme stays; the next welcome asks again.
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((after) => setTimeout(after, milliseconds));
}

/** A random name for this page's life: its refs collide with no other tab's. */
function newTab(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}
