import { useVenue } from "../../app/context";
import { Notice } from "../../components/Notice";
import { useFormats, useTexts } from "../../i18n";
import { whereaboutsTexts } from "./texts";

/** Above a desk whose numbers are not of now: says so, and of when they are. */
export function LinkNotice() {
  const venue = useVenue();
  const text = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const offline = venue.link.value.state !== "connected";
  if (!offline && !venue.troubled.value) return null;
  return (
    <Notice tone="warn" icon={offline ? "cloudOff" : "warning"} role="status">
      {offline ? text.offline(formats.seconds(venue.house.value.countedAt)) : text.troubled}
    </Notice>
  );
}
