import { useRef } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Avatar } from "../../components/Avatar";
import { roundTable, seated } from "../../components/seats";
import { useText } from "../../i18n";
import { type HouseRoom } from "../../state";
import { Claps } from "./Reactions";

/** The table one sits at: who sits where, and which chairs are free. */
export function TableStage({ room }: { room: HouseRoom }) {
  const venue = useVenue();
  const text = useText("room");
  const people = venue.roster.value.people ?? [];
  const me = venue.me.value?.person.id;
  const chairs = useRef<readonly (string | null)[]>([]);
  chairs.current = seated(
    chairs.current,
    people.map((person) => person.id),
    room.capacity ?? 8,
  );
  const places = roundTable(chairs.current.length, 1.42);
  return (
    <section class="round" aria-label={text.seats(room.taken, room.capacity ?? places.length)}>
      <ul class="round-seats">
        {places.map((place, at) => {
          const sitter = chairs.current[at];
          const person = people.find((other) => other.id === sitter);
          const mine = person?.id === me;
          return (
            <li
              key={person?.id ?? `free ${at}`}
              class={`round-seat ${person ? "" : "free"} ${mine ? "mine" : ""}`}
              style={{ "--x": String(place.x / 4), "--y": String(place.y / 4) }}
            >
              {person ? (
                <Avatar id={person.id} name={person.name} large />
              ) : (
                <span class="round-chair" aria-hidden="true" />
              )}
              <bdi class="said small round-name">{person ? (mine ? text.you : person.name) : text.freeSeat}</bdi>
            </li>
          );
        })}
      </ul>
      <p class="round-middle">
        <strong class="num">{room.number ?? ""}</strong>
      </p>
      <Claps />
    </section>
  );
}
