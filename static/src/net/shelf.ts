import { type Shelf } from "./outbox";

/** A place in the storage of this tab: survives a reload. */
export function tabShelf(key: string): Shelf {
  return shelfIn(() => sessionStorage, key);
}

/** A place in the storage of this device: survives the day. For choices only, never for tickets or words. */
export function deviceShelf(key: string): Shelf {
  return shelfIn(() => localStorage, key);
}

/** Empties all shelves of this tab whose key begins so. */
export function clearTab(prefix: string): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Where nothing can be stored, nothing is.
  }
}

/** Where there is no storage (blocked, full) nothing is kept beyond the page. */
function shelfIn(storage: () => Storage, key: string): Shelf {
  return {
    read() {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    write(text) {
      try {
        storage().setItem(key, text);
      } catch {
        // Then it lives as long as the page.
      }
    },
  };
}
