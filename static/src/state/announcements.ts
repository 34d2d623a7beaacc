import { type Shelf } from "../net/outbox";
import { type AnnouncementMade, type LoggedEvent } from "../protocol";

/** An announcement that is shown until somebody dismisses it. */
export interface Notice {
  readonly id: string;
  readonly by: string;
  readonly text: string;
  readonly at: number;
  readonly everywhere: boolean;
}

/** The notices shown, oldest first, and the ids that were shown before: the same one stands in many rooms' logs. */
export interface Announcements {
  readonly shown: readonly Notice[];
  readonly seen: readonly string[];
}

export const NO_ANNOUNCEMENTS: Announcements = { shown: [], seen: [] };

/** Found in a snapshot, an announcement is news only while it is this young (ms). */
const NEWS_FOR = 10 * 60_000;
const KEPT_IDS = 200;
const SHOWN_AT_ONCE = 3;

/** Takes up what is new among `events`. */
export function announced(state: Announcements, events: readonly LoggedEvent[], now: number): Announcements {
  const fresh = events.filter((event): event is AnnouncementMade => event.on === "announcement.made");
  return fresh.reduce((known, event) => (event.at < now - NEWS_FOR ? known : added(known, event)), state);
}

/** No longer shown. */
export function dismissed(state: Announcements, id: string): Announcements {
  return { ...state, shown: state.shown.filter((notice) => notice.id !== id) };
}

/** What was dismissed in this tab before a reload. */
export function restoredAnnouncements(shelf: Shelf): Announcements {
  const seen = (shelf.read() ?? "").split("\n").filter((id) => id !== "");
  return { ...NO_ANNOUNCEMENTS, seen };
}

/** Keeps what was dismissed; what is still shown comes back after a reload. */
export function keepAnnouncements(shelf: Shelf, { seen, shown }: Announcements): void {
  shelf.write(seen.filter((id) => !shown.some((notice) => notice.id === id)).join("\n"));
}

function added(state: Announcements, event: AnnouncementMade): Announcements {
  if (state.seen.includes(event.id)) return state;
  const { id, by, text, at, everywhere } = event;
  return {
    shown: [...state.shown, { id, by, text, at, everywhere }].slice(-SHOWN_AT_ONCE),
    seen: [...state.seen, id].slice(-KEPT_IDS),
  };
}
