import { useVenue } from "../../app/context";
import { localised, useFormats, useTexts } from "../../i18n";
import { runTexts } from "./texts";

/** The rooms of these sessions, and how many people are there now. */
export function RoomCounts({ sessions }: { sessions: readonly string[] }) {
  const venue = useVenue();
  const rooms = venue.info.value.sessions.filter((session) => sessions.includes(session.id)).map(({ room }) => room);
  const counts = rooms.map((room) => [room, venue.roomOf(room)?.present ?? 0] as const);
  return <Counts counts={counts} />;
}

export function Counts({ counts }: { counts: readonly (readonly [room: string, people: number])[] }) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  if (counts.length === 0) return null;
  return (
    <ul class="run-rooms">
      {counts.map(([room, people]) => (
        <li key={room}>
          <span>{localised(venue.roomOf(room)?.title)}</span>
          <span class="small muted num">{text.people(people, formats.number(people))}</span>
        </li>
      ))}
    </ul>
  );
}
