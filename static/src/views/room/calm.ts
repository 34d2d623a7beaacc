import { effect, untracked } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

/**
 * What `read` makes of signals, anew at most once per `pause` (ms): at once after a quiet time, in steps while much happens.
 * A room with fifty messages a second is drawn ten times a second, not fifty. `read` is taken once: it must not change.
 */
export function useCalmly<T>(read: () => T, pause: number): T {
  const [value, setValue] = useState(() => untracked(read));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let drawn = -Infinity;
    const draw = (next: T) => {
      timer = null;
      drawn = performance.now();
      setValue(() => next);
    };
    const stop = effect(() => {
      const next = read();
      if (timer !== null) return;
      const wait = drawn + pause - performance.now();
      if (wait <= 0) draw(next);
      else timer = setTimeout(() => draw(untracked(read)), wait);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return value;
}
