import { type chat } from "../i18n/de/chat";
import { type Like } from "../i18n/languages";
import { type LogItem, type OutgoingState } from "../state";
import { type Block } from "./grouping";

export type ChatWords = Like<typeof chat>;

/** A message of mine that is not in the log yet, as the list shows it among the others. */
export interface OutgoingEntry {
  readonly kind: "outgoing";
  readonly ref: string;
  readonly by: string;
  readonly name: string;
  readonly org: string;
  readonly roles: readonly string[];
  readonly text: string;
  readonly at: number;
  readonly state: OutgoingState;
  /** Why it failed, as a sentence; empty otherwise. */
  readonly why: string;
}

export type ChatEntry = LogItem | OutgoingEntry;
export type SpokenEntry = Extract<ChatEntry, { kind: "message" | "outgoing" }>;
export type ChatBlock = Block<ChatEntry>;

/** What can be done with messages; the same object as long as nothing of it changes. */
export interface ChatActions {
  /** My rights reach to the messages of others. */
  readonly mayRemoveAny: boolean;
  edit(message: number, text: string): void;
  remove(message: number): void;
  /** Takes back a deletion that has not happened yet. */
  keep(message: number): void;
  retry(ref: string): void;
  discard(ref: string): void;
}
