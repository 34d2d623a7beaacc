import { Component } from "preact";
import { type Formats } from "../i18n";
import { Avatar } from "./Avatar";
import { type ChatActions, type ChatWords, type SpokenEntry } from "./chat";
import { Chip } from "./Chip";
import { Message } from "./Message";

interface Props {
  entries: readonly SpokenEntry[];
  mine: boolean;
  /** "Moderation", where the author is here to work. */
  duty: string;
  removing: ReadonlySet<number>;
  words: ChatWords;
  formats: Formats;
  actions: ChatActions;
}

const COMPARED = ["mine", "duty", "removing", "words", "formats", "actions"] as const;

/** What one person said in one go. Drawn anew only when something in it changed: the list may hold a thousand messages. */
export class MessageGroup extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const same =
      this.props.entries.length === next.entries.length &&
      this.props.entries.every((entry, at) => entry === next.entries[at]);
    return !same || COMPARED.some((key) => this.props[key] !== next[key]);
  }

  override render({ entries, mine, duty, removing, words, formats, actions }: Props) {
    const first = entries[0];
    if (!first) return null;
    return (
      <li class={`group ${mine ? "mine" : ""}`} data-block>
        <Avatar id={first.by} name={first.name} />
        <div class="group-body">
          <p class="group-head">
            <bdi class="said group-name">{mine ? words.you : first.name}</bdi>
            {duty && <Chip tone="accent">{duty}</Chip>}
            <span class={`group-meta small ${mine || !first.org ? "" : "own-line"}`}>
              {!mine && first.org && <bdi class="said clip muted">{first.org}</bdi>}
              <time class="faint num" dateTime={new Date(first.at).toISOString()}>
                {formats.clock(first.at)}
              </time>
            </span>
          </p>
          {entries.map((entry) => (
            <Message
              key={entry.ref}
              entry={entry}
              mine={mine}
              removing={entry.kind === "message" && removing.has(entry.offset)}
              words={words}
              actions={actions}
            />
          ))}
        </div>
      </li>
    );
  }
}
