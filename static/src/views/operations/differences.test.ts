import { describe, expect, it } from "vitest";
import { type EventChange } from "../../protocol";
import { eventInfo, room, TEN } from "../../testing/samples";
import { differenceOf, namesIn } from "./differences";
import { versionTexts } from "./versionTexts";

/** Every key that a version can have otherwise than the one before. */
const KEYS = [
  ...["title", "subtitle", "description", "languages", "organisers", "accent", "starts", "ends", "expected", "help"],
  ...["legal.imprint", "legal.privacy", "legal.accessibility"],
  ...["retention.messages_hours", "retention.names_hours", "retention.journal_hours"],
  ...["chat.history", "chat.max_length", "chat.burst", "chat.per_second"],
  ...["kind", "capacity", "parent", "topic", "number", "successor", "room", "slot", "copy_of"],
];

const info = eventInfo({
  rooms: [room("hall", "plenum", { title: { de: "Großer Saal" } }), room("attic", "workshop")],
  slots: [{ id: "s1", title: { de: "Runde 1" }, starts: TEN, ends: TEN }],
});
const changes: EventChange[] = [{ kind: "room", how: "added", id: "library", title: { de: "Bibliothek" } }];
const nameOf = namesIn(changes, info, (text) => text?.de ?? "");
const said = (key: string, before: string, after: string) =>
  differenceOf({ key, before, after }, versionTexts.de, nameOf);

describe("what is different in a version", () => {
  it("is said in words, whatever it is", () => {
    for (const text of Object.values(versionTexts)) {
      expect(KEYS.filter((key) => !(key in text.keys))).toEqual([]);
    }
    expect(said("legal.imprint", "", "")).toBe("Impressum: anderer Text");
    expect(said("retention.names_hours", "24", "48")).toBe("Namen bleiben gespeichert (Stunden): 24 → 48");
  });

  it("names rooms and slots as people know them, new ones too", () => {
    expect(said("room", "hall", "library")).toBe("Raum: Großer Saal → Bibliothek");
    expect(said("slot", "", "s1")).toBe("Zeitblock: – → Runde 1");
    expect(said("successor", "hall", "elsewhere")).toBe("Ausweichraum: Großer Saal → elsewhere");
    expect(said("kind", "plenum", "cafeteria")).toBe("Art: Plenum → Cafeteria");
    expect(said("capacity", "12", "20")).toBe("Plätze: 12 → 20");
  });
});
