import { computed, signal } from "@preact/signals";
import { paths, type Route, routeOf } from "./paths";

const address = signal(typeof location === "undefined" ? "/" : location.pathname);

/** What the address bar says. */
export const route = computed<Route>(() => routeOf(address.value));

/** Goes to an address of the event; `replace` leaves no trace of the old one in the history. */
export function navigate(path: string, { replace = false } = {}): void {
  if (path === address.value && location.hash === "") return;
  if (replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  address.value = path;
}

/** Follows the back button, and clicks on links that lead to addresses of the event. */
export function startRouter(): void {
  addEventListener("popstate", () => (address.value = location.pathname));
  document.addEventListener("click", (event) => {
    const path = pathOfClick(event);
    if (path === null) return;
    event.preventDefault();
    navigate(path);
  });
}

function pathOfClick(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target !== "" || link.hasAttribute("download")) return null;
  const inside = link.origin === location.origin && link.pathname.startsWith(paths.foyer());
  return inside && link.hash === "" ? link.pathname : null;
}
