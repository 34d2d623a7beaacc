import { type EventInfo, type ShowStep } from "../../protocol";
import { type Localised } from "../../i18n";
import { type RunTexts } from "./texts";

/** What a step is called: its session, the slot of its workshops, or what kind of step it is. */
export function stepName(
  step: ShowStep | null,
  info: EventInfo,
  words: RunTexts["step"],
  localised: (text: Localised | null | undefined) => string,
): string {
  if (!step) return "";
  if (step.kind !== "sessions") return words[step.kind];
  const sessions = info.sessions.filter((session) => step.sessions.includes(session.id));
  const slot = info.slots.find((one) => one.id === sessions[0]?.slot);
  if (sessions.length > 1 && slot) return localised(slot.title);
  return sessions.map((session) => localised(session.title)).join(", ");
}
