const FRAGMENT = "#ticket=";

/**
 * Takes the ticket out of the address bar: `/{slug}/door#ticket=...`. It is removed before anything else happens, so
 * that no history, screenshot or shared link carries it; from here on it lives in memory alone.
 */
export function takeTicket(place: Location, past: History): string | null {
  if (!place.hash.startsWith(FRAGMENT)) return null;
  const ticket = place.hash.slice(FRAGMENT.length);
  past.replaceState(past.state, "", place.pathname + place.search);
  return decoded(ticket);
}

/** The ticket in a pasted link, or in a pasted ticket. Null where there is none. */
export function ticketIn(pasted: string): string | null {
  const text = pasted.trim();
  const start = text.indexOf(FRAGMENT);
  if (start >= 0) return decoded(text.slice(start + FRAGMENT.length).split(/\s/)[0] ?? "") || null;
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) ? text : null;
}

function decoded(ticket: string): string {
  try {
    return decodeURIComponent(ticket);
  } catch {
    return ticket;
  }
}
