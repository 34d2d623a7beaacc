import { useEffect, useRef, useState } from "preact/hooks";
import { type ChatWords } from "../../components/chat";
import { type LogItem, type Message } from "../../state";

/** What a screen reader is told of new messages: one is read out, more are summed up. */
export function summary(news: readonly Message[], words: ChatWords): string {
  const [first] = news;
  if (!first) return "";
  return news.length === 1 ? words.heard(first.name, first.text) : words.newMessages(news.length);
}

/** What others said after `offset`. */
export function newsAfter(items: readonly LogItem[], offset: number, me: string): readonly Message[] {
  const news: Message[] = [];
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at];
    if (!item || item.offset <= offset) break;
    if (item.kind === "message" && item.by !== me) news.unshift(item);
  }
  return news;
}

/** Between two announcements, in ms: a quiet room is heard soon, a busy one does not chatter. */
const QUIET = 1_500;
const BUSY = 12_000;

/** The text of the live region of a room's log. */
export function useHeard(items: readonly LogItem[], me: string, words: ChatWords): string {
  const [text, setText] = useState("");
  const known = useRef(items.at(-1)?.offset ?? 0);
  const told = useRef(-Infinity); // not 0: the clock counts from the page's own beginning
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(items);
  latest.current = items;

  const last = items.at(-1)?.offset ?? 0;
  useEffect(() => {
    if (timer.current !== null || last <= known.current) return;
    const busy = performance.now() - told.current < BUSY;
    timer.current = setTimeout(
      () => {
        timer.current = null;
        setText(summary(newsAfter(latest.current, known.current, me), words));
        known.current = latest.current.at(-1)?.offset ?? known.current;
        told.current = performance.now();
      },
      busy ? BUSY : QUIET,
    );
  }, [last]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return text;
}
