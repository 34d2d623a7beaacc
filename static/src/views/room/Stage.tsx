import { useVenue } from "../../app/context";
import { Avatar } from "../../components/Avatar";
import { HallMap } from "../../components/SeatMap";
import { chairsFor } from "../../components/seats";
import { localised, useFormats, useText } from "../../i18n";
import { type Member } from "../../protocol";
import { type HouseRoom } from "../../state";
import { NARROW, useMedia } from "../shell/useMedia";
import { dutyOf } from "./duty";
import { Claps } from "./Reactions";

const ON_STAGE = 5;

/** What everybody looks at: who stands in front, what is on, and the hall that fills. */
export function Stage({ room }: { room: HouseRoom }) {
  const venue = useVenue();
  const text = useText("room");
  const front = frontOf(venue.roster.value.people);
  const narrow = useMedia(NARROW);
  const words = useWords(room);
  const seats = chairsFor(room.capacity, room.present);
  const applause = (venue.applause.value.applause ?? 0) > 0;
  return (
    <section class={`stage ${applause ? "applauded" : ""}`} aria-label={text.stage}>
      <div class="stage-front">
        {front.length > 0 ? <Front people={front} /> : words && <p class="stage-words">{words}</p>}
      </div>
      <div class="stage-hall">
        <HallMap seats={seats} present={room.present} mine={room.here} shape={narrow ? "flat" : "deep"} />
      </div>
      <Claps />
    </section>
  );
}

/** Who is here to speak or to lead; unknown where the room is too full to be listed. */
function frontOf(people: readonly Member[] | null): readonly Member[] {
  const speakers = people?.filter((person) => person.roles?.includes("speaker")) ?? [];
  const leaders = people?.filter((person) => person.roles?.includes("moderator")) ?? [];
  return [...leaders, ...speakers.filter((person) => !leaders.includes(person))].slice(0, ON_STAGE);
}

function Front({ people }: { people: readonly Member[] }) {
  const text = useText("room");
  const duties = useText("people");
  return (
    <ul class="plates" aria-label={text.onStage}>
      {people.map((person) => (
        <li key={person.id} class="plate">
          <Avatar id={person.id} name={person.name} large />
          <bdi class="said plate-name">{person.name}</bdi>
          <span class="small plate-duty">{dutyOf(person.roles, duties)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What it is about, or when it goes on. */
function useWords(room: HouseRoom): string {
  const text = useText("room");
  const formats = useFormats();
  if (room.session) return localised(room.session.description);
  if (room.next) return text.nextHere(formats.clock(room.next.starts), localised(room.next.title));
  return localised(room.description) || text.nothingHere;
}
