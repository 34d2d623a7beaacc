import { useVenue } from "../../app/context";
import { localised, useFormats, useTexts } from "../../i18n";
import { runTexts } from "./texts";

/** The rooms of these sessions: how many people have a place there, and how many are there now. */
export function RoomCounts({ sessions }: { sessions: readonly string[] }) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  const { counts } = venue.places.value;
  const shown = venue.info.value.sessions.filter((session) => sessions.includes(session.id));
  if (shown.length === 0) return null;
  return (
    <ul class="run-rooms">
      {shown.map(({ id, room, slot }) => {
        const people = venue.roomOf(room)?.present ?? 0;
        const words = text.people(people, formats.number(people));
        return (
          <li key={id}>
            <span>{localised(venue.roomOf(room)?.title)}</span>
            <span class="small muted num">
              {slot === null ? words : `${text.placed(formats.number(counts[id]?.[0] ?? 0))} · ${words}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
