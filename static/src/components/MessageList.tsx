import { type ComponentChildren, type RefObject } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { type Formats } from "../i18n";
import { Button } from "./Button";
import { type ChatActions, type ChatBlock, type ChatWords, type SpokenEntry } from "./chat";
import { EmptyState } from "./EmptyState";
import { Icon } from "./Icon";
import { MessageGroup } from "./MessageGroup";
import { Said } from "./Said";
import { useEnd } from "./useEnd";

interface Props {
  blocks: readonly ChatBlock[];
  me: string;
  dutyOf: (entry: SpokenEntry) => string;
  /** How many have come that were not seen yet. */
  unread: number;
  older: boolean;
  loadingOlder: boolean;
  onOlder: () => void;
  /** Whether the end is in sight. */
  onReading: (atEnd: boolean) => void;
  removing: ReadonlySet<number>;
  words: ChatWords;
  formats: Formats;
  actions: ChatActions;
  /** In place of the messages, while there are none: loading. */
  waiting?: ComponentChildren;
}

/** Begin to load the page before when so much of the list (CSS pixels) is left above. */
const AHEAD = 300;

/** The conversation, oldest first. The scroll position belongs to the reader; what is new is counted, not jumped to. */
export function MessageList(props: Props) {
  const { blocks, unread, older, loadingOlder, onOlder, onReading, words, waiting } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const keys = useId();
  const { atEnd, toEnd } = useEnd(scroller, blocks[0]?.key, blocks);
  useEffect(() => onReading(atEnd), [atEnd]);
  useFocusIn(scroller, blocks);
  const lookAhead = () => {
    const list = scroller.current;
    if (!list || !older || loadingOlder || list.scrollHeight <= list.clientHeight) return;
    if (list.scrollTop < AHEAD) onOlder();
  };
  // A page that came may be short, or its reader further up by now: no scrolling asks for the next one then.
  useEffect(() => {
    if (!atEnd) lookAhead();
  }, [blocks[0]?.key]);

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const target = event.target as HTMLElement;
    if (!step || event.altKey || !(target === scroller.current || target.matches("[data-message]"))) return;
    const stops = [...(scroller.current?.querySelectorAll<HTMLElement>("[data-message]") ?? [])];
    const next = target === scroller.current ? stops.at(-1) : stops[stops.indexOf(target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  return (
    <div class="messages">
      <p class="visually-hidden" id={keys}>
        {words.keys}
      </p>
      {/* The list is scrolled and walked by keys, so it must be reachable by them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroller}
        class="messages-scroll"
        role="log"
        aria-live="off"
        aria-label={words.messages}
        aria-describedby={keys}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={walk}
        onScroll={lookAhead}
      >
        <ol class="messages-list">
          <li class="messages-start">
            <Start {...props} />
          </li>
          {waiting ? <li>{waiting}</li> : blocks.map((block) => <BlockView key={block.key} {...props} block={block} />)}
        </ol>
      </div>
      {!atEnd && (
        <div class="messages-jump">
          <Button look={unread > 0 ? "primary" : "plain"} iconEnd="arrowDown" onClick={toEnd}>
            {unread > 0 ? words.newMessages(unread) : words.toEnd}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A message that goes while it has the focus leaves it in the list. */
function useFocusIn(scroller: RefObject<HTMLElement | null>, changed: unknown): void {
  // Looked up while drawing: afterwards the focus is nowhere.
  const held = scroller.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (held && document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [changed]);
}

/** The upper end: more to load, or the beginning of everything. */
function Start({ blocks, older, loadingOlder, onOlder, words, waiting }: Props) {
  if (waiting) return null;
  if (loadingOlder) return <p class="small muted">{words.loadingOlder}</p>;
  if (older) {
    return (
      <Button small look="quiet" icon="arrowUp" onClick={onOlder}>
        {words.older}
      </Button>
    );
  }
  if (blocks.length > 0) return <p class="small faint">{words.beginning}</p>;
  return (
    <EmptyState icon="chat" title={words.emptyTitle}>
      {words.emptyText}
    </EmptyState>
  );
}

function BlockView({ block, me, dutyOf, unread, removing, words, formats, actions }: Props & { block: ChatBlock }) {
  switch (block.kind) {
    case "day":
      return (
        <li class="messages-line day" data-block>
          <span>{formats.date(block.at)}</span>
        </li>
      );
    case "mark":
      return (
        <li class="messages-line fresh" data-block>
          <span>{unread > 0 ? words.newMessages(unread) : words.newFrom}</span>
        </li>
      );
    case "deleted":
      return (
        <li class="tombstone small faint" data-block>
          <Icon name="trash" />
          <span>{words.deleted(block.offsets.length)}</span>
        </li>
      );
    case "announcement":
      return (
        <li class="announced" data-block>
          <Icon name="announce" />
          <div>
            <p class="small announced-head">
              <strong>{block.entry.everywhere ? words.announcementEverywhere : words.announcement}</strong>
              {block.entry.by && <bdi class="said">{block.entry.by}</bdi>}
              <time class="faint num" dateTime={new Date(block.entry.at).toISOString()}>
                {formats.clock(block.entry.at)}
              </time>
            </p>
            <Said text={block.entry.text} />
          </div>
        </li>
      );
    case "group": {
      const first = block.entries[0];
      const mine = first?.by === me;
      const duty = first ? dutyOf(first) : "";
      return <MessageGroup entries={block.entries} {...{ mine, duty, removing, words, formats, actions }} />;
    }
  }
}
