import { type Localised } from "../../i18n";
import { type ChangedField, type EventChange, type EventInfo } from "../../protocol";
import { type versionTexts } from "./versionTexts";

type Words = (typeof versionTexts)["de"] | (typeof versionTexts)["en"];

/** What is called by an id in the event file, and what kind of thing that is. */
const NAMED: Readonly<Partial<Record<string, EventChange["kind"]>>> = {
  room: "room",
  parent: "room",
  successor: "room",
  slot: "slot",
};

/** The names of what a version speaks of: as the version calls it, else as it is called now; unknown ids stay as they are. */
export function namesIn(
  changes: readonly EventChange[],
  info: Pick<EventInfo, "rooms" | "slots">,
  localised: (text: Localised | undefined) => string,
): (kind: EventChange["kind"], id: string) => string {
  return (kind, id) => {
    const changed = changes.find((change) => change.kind === kind && change.id === id);
    const known = (kind === "room" ? info.rooms : info.slots).find((one) => one.id === id);
    return localised(changed?.title ?? known?.title) || id;
  };
}

/** One key, before and after; of long texts only that they are others. */
export function differenceOf(
  { key, before, after }: ChangedField,
  text: Words,
  nameOf: (kind: EventChange["kind"], id: string) => string,
): string {
  const name = wordFor(key, text.keys);
  if (before === "" && after === "") return text.fieldOther(name);
  const kind = NAMED[key];
  const shown = (value: string): string => {
    if (value === "") return text.nothing;
    if (kind) return nameOf(kind, value);
    return key === "kind" ? wordFor(value, text.roomKinds) : value;
  };
  return text.field(name, shown(before), shown(after));
}

function wordFor(key: string, words: Readonly<Partial<Record<string, string>>>): string {
  return words[key] ?? key;
}
