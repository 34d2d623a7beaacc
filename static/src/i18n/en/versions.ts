import { type versions as german } from "../de/versions";
import { type Like } from "../languages";

export const versions: Like<typeof german> = {
  title: "Versions of the event",
  note: "Rooms, programme and texts can change while everybody is here. Nobody has to reload.",
  loading: "Loading the versions …",
  failed: "The versions could not be loaded.",
  again: "Try again",
  none: "No version of this event has been published yet.",
  number: (number) => `Version ${number}`,
  current: "counts now",
  sources: {
    start: "with the start of the server",
    command: "by the command line",
    browser: "here in the house",
  },
  by: (name) => `by ${name}`,
  back: (number) => `brings version ${number} back`,
  download: (number) => `Download version ${number}`,
  bringBack: "Bring back",
  bringBackOf: (number) => `Bring back version ${number}`,
  publish: "New version …",

  dialog: {
    title: "Publish a new version",
    titleBack: (number) => `Bring back version ${number}`,
    close: "Close",
    file: "Choose a file",
    fileHint: "The event file (TOML), 512 KB at most.",
    text: "Or paste the text",
    look: "Check",
    lookAgain: "Check again",
    publish: "Publish",
    cancel: "Cancel",
    ready: "Done",
    done: (number) => `Version ${number} counts now, for everybody.`,
    overtaken: (number) => `Version ${number} counts by now: somebody else has published. Please check again.`,
    failed: "That did not work. Please try again.",
    tooLarge: "The file is larger than 512 KB.",
    unreadable: "The file could not be read.",
    same: "This version says the same as the one that counts.",
    faults: (count) => (count === 1 ? "The file has one fault:" : `The file has ${String(count)} faults:`),
    faultsNote: "Nothing was changed.",
    line: (line) => `Line ${line}`,
    whole: "File",
    found: "found:",
    wanted: "wanted:",
    changes: "What is different",
    effects: "What it means for people",
    noEffects: "Nobody has to change rooms, and no place is lost.",
  },

  kinds: { event: "Event", room: "Room", slot: "Slot", session: "Session" },
  how: { added: "new", removed: "gone", changed: "changed" },
  field: (key, before, after) => `${key}: ${before} → ${after}`,
  fieldOther: (key) => `${key}: another text`,
  nothing: "–",
  keys: {
    title: "title",
    subtitle: "subtitle",
    description: "description",
    capacity: "seats",
    room: "room",
    slot: "slot",
    starts: "starts",
    ends: "ends",
    kind: "kind",
    successor: "successor",
    topic: "topic",
    organisers: "organisers",
    languages: "languages",
    accent: "colour",
    expected: "expected",
    help: "text of the info desk",
    parent: "belongs to",
    number: "number",
    copy_of: "rehearsal of",
    "legal.imprint": "legal notice",
    "legal.privacy": "privacy",
    "legal.accessibility": "accessibility",
    "retention.messages_hours": "messages are kept (hours)",
    "retention.names_hours": "names are kept (hours)",
    "retention.journal_hours": "the journal is kept (hours)",
    "chat.history": "messages that a room keeps",
    "chat.max_length": "longest message (characters)",
    "chat.burst": "messages in quick succession",
    "chat.per_second": "messages in a second",
  },
  roomKinds: { foyer: "foyer", plenum: "plenum", workshop: "workshop", cafeteria: "cafeteria", table: "table" },
  effects: {
    leave_room: (title, count, text) =>
      `${title}: ${people(count, text)} in this room. It vanishes; whoever is there goes where they belong.`,
    over_capacity: (title, _count, text, more) =>
      `${title}: ${text} seats are taken, there will be ${more}. Everybody stays, nobody new comes in.`,
    places_gone: (title, count, text, more) =>
      `${title}: ${people(count, text)} without the place they had; waiting in vain: ${more}.`,
    places_barred: (title, count, text) =>
      `${title}: ${people(count, text)} without the place they had, since the ticket does not open the new room.`,
    places_collide: (title, count, text) =>
      `${title}: ${people(count, text)} without this place, since there is another in the same slot.`,
    places_queued: (title, count, text, more) =>
      count === 0
        ? `${title}: offers withdrawn: ${more}. Whoever had one waits again.`
        : `${title}: ${people(count, text)} from their place to the head of the waiting list; offers withdrawn: ${more}.`,
    places_over: (title, _count, text) => `${title}: has begun. All places stay, ${text} more than there are.`,
  },
};

function people(count: number, text: string): string {
  return count === 1 ? "1 person" : `${text} people`;
}
