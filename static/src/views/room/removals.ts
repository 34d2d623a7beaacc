import { useEffect, useMemo, useRef, useState } from "preact/hooks";

/** So long a deletion can be taken back, in ms. */
const GRACE = 6_000;

interface Removals {
  /** Offsets of messages whose deletion was asked for and has not happened yet. */
  readonly pending: ReadonlySet<number>;
  ask(message: number): void;
  takeBack(message: number): void;
}

/** Deleting without "are you sure": it happens a few seconds later, or at once when the room is left. */
export function useRemovals(remove: (message: number) => void): Removals {
  const [pending, setPending] = useState<ReadonlySet<number>>(new Set());
  const timers = useRef(new Map<number, ReturnType<typeof setTimeout>>());
  const doIt = useRef(remove);
  doIt.current = remove;

  const show = () => setPending(new Set(timers.current.keys()));
  useEffect(
    () => () => {
      for (const [message, timer] of timers.current) {
        clearTimeout(timer);
        doIt.current(message);
      }
    },
    [],
  );
  const deeds = useMemo(
    () => ({
      ask(message: number) {
        if (timers.current.has(message)) return;
        const timer = setTimeout(() => {
          timers.current.delete(message);
          doIt.current(message);
          show();
        }, GRACE);
        timers.current.set(message, timer);
        show();
      },
      takeBack(message: number) {
        clearTimeout(timers.current.get(message));
        timers.current.delete(message);
        show();
      },
    }),
    [],
  );
  return { pending, ...deeds };
}
