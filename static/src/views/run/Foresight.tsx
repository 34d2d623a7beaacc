import { localised, useFormats, useTexts } from "../../i18n";
import { useVenue } from "../../app/context";
import { type ShowForeseen } from "../../protocol";
import { runTexts } from "./texts";

/** A dry run in words: which rooms end and begin with it, how many people are there, and until when it then goes. */
export function Foresight({ title, foreseen, ends }: { title: string; foreseen: ShowForeseen | null; ends?: boolean }) {
  const text = useTexts(runTexts);
  const formats = useFormats();
  const running = foreseen?.steps.find((step) => step.id === foreseen.step);
  const endless = running?.kind === "after";
  const none = foreseen && Object.keys({ ...foreseen.closes, ...foreseen.opens }).length === 0;
  return (
    <div class="run-foresight">
      <h3>{title}</h3>
      {!foreseen && <p class="small muted">{text.asking}</p>}
      {none && <p class="small">{text.nobody}</p>}
      {foreseen && <Rooms title={text.closes} rooms={foreseen.closes} />}
      {foreseen && <Rooms title={text.opens} rooms={foreseen.opens} />}
      {ends && running && !endless && <p class="small num">{text.wouldEnd(formats.clock(running.ends))}</p>}
    </div>
  );
}

function Rooms({ title, rooms }: { title: string; rooms: Readonly<Record<string, number>> }) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  const names = Object.entries(rooms).map(
    ([room, people]) =>
      localised(venue.roomOf(room)?.title) + (people > 0 ? ` (${text.people(people, formats.number(people))})` : ""),
  );
  if (names.length === 0) return null;
  return (
    <p class="small">
      <strong>{title}:</strong> {formats.list(names)}
    </p>
  );
}
