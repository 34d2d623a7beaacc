import { DoorRefused } from "../../net/http";
import { type DoorRefusalCode } from "../../protocol";

/** Why the door did not open. */
export type Trouble = DoorRefusalCode | "unreachable";

/** The reason of a failed attempt; anything but a refusal is a fault of the app and goes on as one. */
export function troubleOf(reason: unknown): Trouble {
  if (reason instanceof DoorRefused) return reason.code;
  throw reason;
}

/** Where the very same attempt may succeed a little later. */
export function mayHelpToRepeat(trouble: Trouble): boolean {
  return (
    trouble === "unreachable" || trouble === "too_many" || trouble === "store_unavailable" || trouble === "shown_out"
  );
}
