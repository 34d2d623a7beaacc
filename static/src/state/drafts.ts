import { type Shelf } from "../net/outbox";

/** Rooms whose drafts are kept; the oldest is forgotten beyond that. */
const KEPT = 50;

/** Drafts by room: they survive a reload and a move. */
export type Drafts = Readonly<Record<string, string>>;

export function drafted(drafts: Drafts, room: string, text: string): Drafts {
  const rest = Object.entries(drafts).filter(([other]) => other !== room);
  const kept: [string, string][] = text === "" ? rest : [...rest, [room, text]];
  return Object.fromEntries(kept.slice(-KEPT));
}

export function restoredDrafts(shelf: Shelf): Drafts {
  try {
    const value: unknown = JSON.parse(shelf.read() ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    const kept: Record<string, string> = {};
    for (const [room, text] of Object.entries(value) as [string, unknown][]) {
      if (typeof text === "string") kept[room] = text;
    }
    return kept;
  } catch {
    return {};
  }
}
