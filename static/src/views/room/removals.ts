import { useEffect, useMemo, useRef, useState } from "preact/hooks";

/** So long a deletion can be taken back, in ms. */
const GRACE = 6_000;

interface Removals {
  /** Offsets of messages whose deletion was asked for and has not happened yet. */
  readonly pending: ReadonlySet<number>;
  ask(room: string, message: number): void;
  takeBack(message: number): void;
}

/** Deleting without "are you sure": it happens a few seconds later, or at once when the room is left. */
export function useRemovals(remove: (room: string, message: number) => void): Removals {
  const [pending, setPending] = useState<ReadonlySet<number>>(new Set());
  // With the room that each was asked in: when the room is left, the shown one is already another.
  const asked = useRef(new Map<number, { room: string; timer: ReturnType<typeof setTimeout> }>());
  const doIt = useRef(remove);
  doIt.current = remove;

  const show = () => setPending(new Set(asked.current.keys()));
  useEffect(
    () => () => {
      for (const [message, { room, timer }] of asked.current) {
        clearTimeout(timer);
        doIt.current(room, message);
      }
    },
    [],
  );
  const deeds = useMemo(
    () => ({
      ask(room: string, message: number) {
        if (asked.current.has(message)) return;
        const timer = setTimeout(() => {
          asked.current.delete(message);
          doIt.current(room, message);
          show();
        }, GRACE);
        asked.current.set(message, { room, timer });
        show();
      },
      takeBack(message: number) {
        clearTimeout(asked.current.get(message)?.timer);
        asked.current.delete(message);
        show();
      },
    }),
    [],
  );
  return { pending, ...deeds };
}
