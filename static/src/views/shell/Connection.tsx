import { useVenue } from "../../app/context";
import { ConnectionIndicator, type ConnectionState } from "../../components/ConnectionIndicator";
import { useText } from "../../i18n";
import { type Link } from "../../state";

const STATES: Readonly<Record<Link["state"], ConnectionState>> = {
  connecting: "connecting",
  connected: "connected",
  reconnecting: "connecting",
  offline: "offline",
  ended: "offline",
};

/** One honest sign for how the venue is reached. What it means in detail stands in the notice below the bar. */
export function Connection() {
  const venue = useVenue();
  const text = useText("connection");
  const { state } = venue.link.value;
  const troubled = state === "connected" && venue.troubled.value;
  const word = troubled ? text.troubled : text[state === "ended" ? "offline" : state];
  return <ConnectionIndicator state={troubled ? "troubled" : STATES[state]} label={word} />;
}
