import { Chip } from "../../components/Chip";
import { useFormats, useTexts } from "../../i18n";
import { type Whereabouts } from "../../protocol";
import { useNow } from "./useNow";
import { spanOf } from "./spans";
import { whereaboutsTexts } from "./texts";

const STEP = 5_000;

/** Whether somebody is there, since when, and what is decided about them: in words. */
export function Standing({ of: person }: { of: Whereabouts }) {
  const text = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const now = useNow(STEP);
  const span = spanOf(now - person.since, text, formats);
  const silenced = person.silenced_until ?? null;
  return (
    <span class="standing">
      {person.shown_out ? (
        <Chip tone="bad" icon="leave">
          {text.shownOut}
        </Chip>
      ) : person.room === null ? (
        <Chip>{text.outside}</Chip>
      ) : person.present ? (
        <span class="small muted num">{text.presentSince(span)}</span>
      ) : (
        <Chip tone="warn" icon="cloudOff">
          {text.awaySince(span)}
        </Chip>
      )}
      {silenced !== null && (
        <Chip tone="warn" icon="mute">
          {silenced === 0 ? text.silenced : text.silencedUntil(formats.clock(silenced))}
        </Chip>
      )}
    </span>
  );
}
