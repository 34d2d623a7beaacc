import { type RefusalFrame, type VenueEvent } from "../protocol";

/** The positive answer to a command; its content belongs to the command that asked. */
export interface ReceiptFrame {
  readonly re: string;
  readonly ok: unknown;
}

export type Inbound = VenueEvent | ReceiptFrame | RefusalFrame;

/** The objects of one frame: one per line. What cannot be read is left out; the gap shows in the offsets. */
export function parseFrame(text: string): Inbound[] {
  const found: Inbound[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const item = parseLine(line);
    if (item) found.push(item);
  }
  return found;
}

function parseLine(line: string): Inbound | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null) return null;
    return "on" in value || "re" in value ? (value as Inbound) : null;
  } catch {
    return null;
  }
}

export function isReply(item: Inbound): item is ReceiptFrame | RefusalFrame {
  return "re" in item;
}
