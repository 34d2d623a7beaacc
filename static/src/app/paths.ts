/**
 * The addresses of the app: `/{slug}/...`. Links are plain `<a href={paths.room(id)}>`; the router takes over clicks on
 * addresses of the event, so that views need nothing else.
 */
export type Route =
  | { readonly at: "foyer" }
  | { readonly at: "door" }
  | { readonly at: "room"; readonly room: string }
  | { readonly at: "day" }
  | { readonly at: "programme" }
  | { readonly at: "moderation" }
  | { readonly at: "run" }
  | { readonly at: "operations" }
  | { readonly at: "infodesk" }
  | { readonly at: "privacy" }
  | { readonly at: "legal"; readonly page: LegalPage }
  | { readonly at: "nowhere" };

export type LegalPage = "imprint" | "privacy" | "accessibility";

const LEGAL: readonly string[] = ["imprint", "privacy", "accessibility"] satisfies LegalPage[];
const PLAIN: Readonly<Record<string, Route>> = {
  "": { at: "foyer" },
  door: { at: "door" },
  "my-day": { at: "day" },
  programme: { at: "programme" },
  moderation: { at: "moderation" },
  run: { at: "run" },
  operations: { at: "operations" },
  infodesk: { at: "infodesk" },
  privacy: { at: "privacy" },
};

/** The event of an address: its first part. */
export function slugOf(pathname: string): string {
  return decodeURIComponent(pathname.split("/")[1] ?? "");
}

const base = typeof location === "undefined" ? "/" : `/${slugOf(location.pathname)}/`;

export const paths = {
  foyer: (): string => base,
  door: (): string => `${base}door`,
  /** A room or a table. */
  room: (id: string): string => `${base}room/${encodeURIComponent(id)}`,
  /** My way through the day. */
  day: (): string => `${base}my-day`,
  programme: (): string => `${base}programme`,
  moderation: (): string => `${base}moderation`,
  /** The cockpit of the run of show. */
  run: (): string => `${base}run`,
  operations: (): string => `${base}operations`,
  /** The queue of those who asked for help. */
  infodesk: (): string => `${base}infodesk`,
  /** My data: shown, and erased. */
  privacy: (): string => `${base}privacy`,
  legal: (page: LegalPage): string => `${base}legal/${page}`,
  /** `api/...` and `ws` of this event. */
  api: (name: string): string => `${base}api/${name}`,
  socket: (): string => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${base}ws`,
} as const;

/** What an address means; the slug was checked by the server. */
export function routeOf(pathname: string): Route {
  const [first = "", second = "", ...rest] = pathname.split("/").slice(2);
  if (rest.some((part) => part !== "")) return { at: "nowhere" };
  if (first === "room" && second !== "") return { at: "room", room: decode(second) };
  if (first === "legal" && LEGAL.includes(second)) return { at: "legal", page: second as LegalPage };
  if (second !== "") return { at: "nowhere" };
  return PLAIN[first] ?? { at: "nowhere" };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
