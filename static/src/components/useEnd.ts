import { type RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** So close to the end counts as at the end, in CSS pixels. */
const NEAR = 56;
/** Positions are whole or fractional pixels, depending on the screen. */
const SLACK = 2;

interface End {
  /** The reader sees the end of the list. */
  atEnd: boolean;
  toEnd: () => void;
}

/**
 * Keeps a scrolled list where its reader is: at the end it follows what comes; elsewhere, and while something inside has the
 * focus, nothing moves, not even when older content is laid before (`first` is the key of the first item).
 */
export function useEnd(scroller: RefObject<HTMLElement | null>, first: string | undefined, changed: unknown): End {
  const [atEnd, setAtEnd] = useState(true);
  const sticky = useRef(true);
  /** The scroll position that was last seen or set while at the end. Only a reader scrolls above it. */
  const pinned = useRef(0);
  const place = useRef<{ first: string | undefined; held: Held | null }>({ first, held: null });

  const toEnd = () => {
    const list = scroller.current;
    if (!list) return;
    list.scrollTop = list.scrollHeight;
    pinned.current = list.scrollTop;
    sticky.current = true;
  };
  const look = () => {
    const list = scroller.current;
    if (!list) return;
    if (isAtEnd(list)) {
      sticky.current = true;
      pinned.current = list.scrollTop;
    } else if (list.scrollTop < pinned.current - SLACK) sticky.current = false;
  };

  // Measured while drawing, before the document changes: afterwards it is too late to know where the reader was.
  if (scroller.current) {
    look();
    place.current = { first, held: place.current.first === first ? null : holdOf(scroller.current) };
  }
  useLayoutEffect(() => {
    const list = scroller.current;
    if (!list) return;
    if (sticky.current && isBusy(list)) sticky.current = isAtEnd(list);
    else if (sticky.current) toEnd();
    else if (place.current.held) keep(list, place.current.held);
    setAtEnd(sticky.current);
  }, [changed]);

  useEffect(() => {
    const list = scroller.current;
    if (!list) return;
    const onScroll = () => {
      look();
      setAtEnd(sticky.current);
    };
    // A keyboard that opens, a longer draft, a late line break: what was at the end stays there.
    const sizes = new ResizeObserver(() => {
      if (sticky.current && !isBusy(list)) toEnd();
    });
    sizes.observe(list);
    if (list.firstElementChild) sizes.observe(list.firstElementChild);
    list.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      list.removeEventListener("scroll", onScroll);
    };
  }, []);

  return { atEnd, toEnd };
}

function isAtEnd(list: HTMLElement): boolean {
  return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
}

/** Puts an item back to where it was on the screen. The browser's own attempt would come on top of it. */
function keep(list: HTMLElement, held: Held): void {
  const restore = () => {
    const element = elementOf(list, held);
    if (element) list.scrollTop += element.getBoundingClientRect().top - held.top;
  };
  list.style.overflowAnchor = "none";
  restore();
  // Heights that were estimated become known with the next frame.
  requestAnimationFrame(() => {
    restore();
    list.style.overflowAnchor = "";
  });
}

/** Somebody is at one of the items: reads it by keys, has its menu open, or changes it. */
function isBusy(list: HTMLElement): boolean {
  return document.activeElement !== list && list.contains(document.activeElement);
}

interface Held {
  element: Element;
  /** The message's key: what came before it may have put it into another group, drawn anew. Null: not a message. */
  message: string | null;
  top: number;
}

function elementOf(list: HTMLElement, { element, message }: Held): Element | null {
  if (element.isConnected) return element;
  return message === null ? null : list.querySelector(`[data-message="${CSS.escape(message)}"]`);
}

/** The item at the upper edge of what is seen, and where it is. */
function holdOf(list: HTMLElement): Held | null {
  const edge = list.getBoundingClientRect().top;
  const seen = (element: Element) => element.getBoundingClientRect().bottom > edge;
  const block = [...list.querySelectorAll("[data-block]")].find(seen);
  if (!block) return null;
  const message = [...block.querySelectorAll("[data-message]")].find(seen);
  const element = message ?? block;
  return { element, message: message?.getAttribute("data-message") ?? null, top: element.getBoundingClientRect().top };
}
