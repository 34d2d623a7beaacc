import { type ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

export interface Tab<Id extends string> {
  id: Id;
  label: string;
  /** A number beside the label, with the words that a screen reader says for it. */
  count?: number | undefined;
  countLabel?: string | undefined;
  /** Something new waits there. */
  fresh?: boolean | undefined;
}

interface Props<Id extends string> {
  label: string;
  /** Begins the ids of tabs and panels: unique on the page. */
  base: string;
  tabs: readonly Tab<Id>[];
  current: Id;
  onSelect: (id: Id) => void;
}

/** One tab stop; arrow keys, Home and End walk and select. */
export function Tabs<Id extends string>({ label, base, tabs, current, onSelect }: Props<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === current);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = target === undefined ? undefined : tabs[(target + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${base}-${next.id}-tab`)}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          class="tab"
          id={`${base}-${tab.id}-tab`}
          aria-selected={tab.id === current}
          aria-controls={`${base}-${tab.id}`}
          tabIndex={tab.id === current ? 0 : -1}
          onClick={() => onSelect(tab.id)}
          onKeyDown={walk}
        >
          {tab.label}
          {tab.count !== undefined && (
            <>
              {" "}
              <span class={`tab-count num ${tab.fresh ? "fresh" : ""}`} aria-hidden={tab.countLabel ? true : undefined}>
                {tab.count}
              </span>
              {tab.countLabel && <span class="visually-hidden">{tab.countLabel}</span>}
            </>
          )}
        </button>
      ))}
    </div>
  );
}

interface PanelProps {
  base: string;
  id: string;
  current: string;
  children: ComponentChildren;
  /** It holds nothing that takes the focus: then it takes it itself, so that it can be scrolled by keys. */
  reachable?: boolean;
}

/** What a tab shows. Stays in the document while hidden, so that scroll positions and drafts live. */
export function TabPanel({ base, id, current, children, reachable }: PanelProps) {
  return (
    <div
      role="tabpanel"
      class="tab-panel"
      id={`${base}-${id}`}
      aria-labelledby={`${base}-${id}-tab`}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={reachable ? 0 : undefined}
      hidden={id !== current}
    >
      {children}
    </div>
  );
}
