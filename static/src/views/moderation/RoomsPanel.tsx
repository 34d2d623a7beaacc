import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { localised, useFormats, useText, useTexts } from "../../i18n";
import { planOf, type Wing } from "../house/plan";
import { type ModerationDesk } from "./desk";
import { GENTLE } from "./plan";
import { RoomTarget } from "./RoomTarget";
import { moderationTexts } from "./texts";

interface Props {
  desk: ModerationDesk;
  /** Goes to the announcement, its audience being chosen. */
  onAnnounce: (room: string) => void;
}

/** All rooms with how full they are, in the order of the plan: to look into, and to move people to. */
export function RoomsPanel({ desk, onAnnounce }: Props) {
  const venue = useVenue();
  const text = useTexts(moderationTexts);
  const formats = useFormats();
  const { rooms, total, countedAt } = venue.house.value;
  const mayMove = venue.may("move");
  return (
    <section class="panel rooms-panel" aria-labelledby="desk-rooms">
      <div class="panel-head">
        <h2 id="desk-rooms">{text.rooms.title}</h2>
        <p class="small muted num">
          {text.inHouse(total, formats.number(total))} · {text.asOf(formats.seconds(countedAt))}
        </p>
      </div>
      {mayMove && <p class="small muted rooms-hint">{text.rooms.hint}</p>}
      {planOf(rooms, venue.info.value, venue.clock.value).map((wing) => (
        <section key={wing.id} class="wing">
          <WingName wing={wing} />
          <ul class="targets">
            {wing.rooms.map((room) => (
              <RoomTarget key={room.id} room={room} desk={desk} onAnnounce={onAnnounce} />
            ))}
          </ul>
        </section>
      ))}
      {mayMove && (
        <Button
          icon="people"
          onClick={() => (desk.draft.value = { subject: { kind: "everyone" }, to: "", plan: GENTLE })}
          class="rooms-everyone"
        >
          {text.rooms.moveEveryone}
        </Button>
      )}
    </section>
  );
}

function WingName({ wing }: { wing: Wing }) {
  const text = useText("house");
  const formats = useFormats();
  const titles = { main: text.rooms, gathering: text.gathering, rest: text.workshops };
  return (
    <h3 class={wing.kind === "main" ? "visually-hidden" : "wing-name"}>
      <span>{wing.kind === "slot" ? localised(wing.slot?.title) : titles[wing.kind]}</span>
      {wing.slot && <span class="num">{formats.span(wing.slot.starts, wing.slot.ends)}</span>}
    </h3>
  );
}
