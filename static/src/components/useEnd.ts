import { type RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** So close to the end counts as at the end, in CSS pixels. */
const NEAR = 56;

interface End {
  /** The reader sees the end of the list. */
  atEnd: boolean;
  toEnd: () => void;
}

/**
 * Keeps a scrolled list where its reader is: at the end it follows what comes; elsewhere nothing moves, not even when
 * older content is laid before (`first` is the key of the first item).
 */
export function useEnd(scroller: RefObject<HTMLElement | null>, first: string | undefined, changed: unknown): End {
  const [atEnd, setAtEnd] = useState(true);
  const sticky = useRef(true);
  const before = useRef<{ first: string | undefined; held: Held | null }>({ first, held: null });
  // Measured while drawing, before the document changes: afterwards it is too late to know where the reader was.
  if (before.current.first !== first && scroller.current) before.current = { first, held: holdOf(scroller.current) };

  const toEnd = () => {
    const list = scroller.current;
    if (list) list.scrollTop = list.scrollHeight;
  };

  useLayoutEffect(() => {
    const list = scroller.current;
    const { held } = before.current;
    before.current.held = null;
    if (!list) return;
    if (sticky.current) toEnd();
    else if (held?.element.isConnected) list.scrollTop += held.element.getBoundingClientRect().top - held.top;
  }, [changed]);

  useEffect(() => {
    const list = scroller.current;
    if (!list) return;
    const look = () => {
      sticky.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
      setAtEnd(sticky.current);
    };
    // A keyboard that opens, a longer draft, a late line break: what was at the end stays there.
    const sizes = new ResizeObserver(() => sticky.current && toEnd());
    sizes.observe(list);
    if (list.firstElementChild) sizes.observe(list.firstElementChild);
    list.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      list.removeEventListener("scroll", look);
    };
  }, []);

  return { atEnd, toEnd };
}

interface Held {
  element: Element;
  top: number;
}

/** The item at the upper edge of what is seen, and where it is. */
function holdOf(list: HTMLElement): Held | null {
  const edge = list.getBoundingClientRect().top;
  for (const element of list.querySelectorAll("[data-block]")) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > edge) return { element, top };
  }
  return null;
}
