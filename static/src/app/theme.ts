import { signal } from "@preact/signals";
import { deviceShelf } from "../net/shelf";

export type Theme = "auto" | "light" | "dark";

const chosenBefore = deviceShelf("venue.theme");
const THEMES: readonly Theme[] = ["auto", "light", "dark"];

/** Light or dark, or as the device says. */
export const theme = signal<Theme>("auto");

export function chooseTheme(chosen: Theme): void {
  chosenBefore.write(chosen);
  show(chosen);
}

export function restoreTheme(): void {
  const stored = chosenBefore.read();
  show(THEMES.find((known) => known === stored) ?? "auto");
}

function show(chosen: Theme): void {
  theme.value = chosen;
  if (chosen === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

/** The event's colours, checked by the server: the style sheets make everything else of them. */
export function showAccent(accent: string, dark: string): void {
  document.documentElement.style.setProperty("--event-accent", accent);
  document.documentElement.style.setProperty("--event-accent-dark", dark);
}
