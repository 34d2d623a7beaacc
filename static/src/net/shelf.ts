import { type Shelf } from "./outbox";

/** A place in the tab's storage; where there is none (private windows, full disk) nothing is kept. */
export function tabShelf(key: string): Shelf {
  return {
    read() {
      try {
        return sessionStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(text) {
      try {
        sessionStorage.setItem(key, text);
      } catch {
        // Then it lives as long as the page.
      }
    },
  };
}
