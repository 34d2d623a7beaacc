import { describe, expect, it } from "vitest";
import { type ShowStep } from "../../protocol";
import { eventInfo, session, TEN } from "../../testing/samples";
import { stepName } from "./names";
import { runTexts } from "./texts";

const sessions = ["a", "b"].map((id) => ({ ...session(id, id, TEN, TEN + 1), slot: "round" }));
const info = eventInfo({
  sessions: [...sessions, session("alone", "plenum", TEN, TEN + 1)],
  slots: [{ id: "round", title: { de: "Runde 1" }, starts: TEN, ends: TEN + 1 }],
});

function named(kind: ShowStep["kind"], ...inside: string[]): string {
  const step: ShowStep = { id: "x", kind, sessions: inside, planned: [0, 1], starts: 0, ends: 1 };
  return stepName(step, info, runTexts.de.step, (text) => text?.de ?? "");
}

describe("a step", () => {
  it("is called as what runs in it", () => {
    expect(named("sessions", "alone")).toBe("alone");
    expect(named("sessions", "a", "b")).toBe("Runde 1");
    expect(named("sessions", "a")).toBe("a");
    expect(named("break")).toBe("Pause");
    expect(stepName(null, info, runTexts.de.step, () => "")).toBe("");
  });
});
