import { Icon } from "./Icon";

export type ConnectionState = "connected" | "connecting" | "troubled" | "offline";

/** One sign and one word for how the venue is reached; the shape differs, not the colour alone. */
export function ConnectionIndicator({ state, label }: { state: ConnectionState; label: string }) {
  return (
    <span class={`connection ${state}`}>
      {state === "offline" ? <Icon name="cloudOff" /> : <span class="connection-sign" aria-hidden="true" />}
      <span class="connection-word">{label}</span>
    </span>
  );
}
