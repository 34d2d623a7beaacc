import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Segments } from "../../components/Switches";
import { localised, useFormats, useTexts } from "../../i18n";
import { type HouseRoom } from "../../state";
import { nameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { type Draft, type ModerationDesk } from "./desk";
import { AT_ONCE, drawn, type Plan, type Spread } from "./plan";
import { RoomSelect } from "./RoomSelect";
import { moderationTexts, orderTexts } from "./texts";

interface Props {
  desk: ModerationDesk;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}

const WAYS: readonly Spread[] = ["even", "random", "fill"];

/** Where to: one room, or several with how people are shared out. */
export function TargetFields({ desk, draft, onDraft }: Props) {
  const text = useTexts(orderTexts).target;
  const move = useTexts(moderationTexts).move;
  const plan = draft.plan ?? AT_ONCE;
  const change = (next: Partial<Plan>) => onDraft({ ...draft, plan: { ...plan, ...next } });
  return (
    <fieldset class="subject target-choice">
      <legend>{move.where}</legend>
      <Segments
        label={text.how}
        chosen={plan.several ? "several" : "one"}
        onChoose={(how) => change({ several: how === "several" })}
        choices={[
          { id: "one", label: text.one },
          { id: "several", label: text.several },
        ]}
      />
      {plan.several ? (
        <Several desk={desk} draft={draft} plan={plan} onPlan={change} />
      ) : (
        <RoomSelect
          label={move.where}
          value={draft.to}
          onValue={(to) => onDraft({ ...draft, to })}
          without={draft.subject.kind === "room" ? draft.subject.room : ""}
        />
      )}
    </fieldset>
  );
}

interface SeveralProps {
  desk: ModerationDesk;
  draft: Draft;
  plan: Plan;
  onPlan: (next: Partial<Plan>) => void;
}

function Several({ desk, draft, plan, onPlan }: SeveralProps) {
  const text = useTexts(orderTexts).target;
  const formats = useFormats();
  const chosen = [...desk.selection.value.chosen];
  const groups = draft.subject.kind !== "people" && chosen.length > 1;
  return (
    <>
      <RoomChoice rooms={plan.rooms} onRooms={(rooms) => onPlan({ rooms })} />
      <p class="field-label">{text.spread}</p>
      <Segments
        label={text.spread}
        chosen={plan.spread}
        onChoose={(spread) => onPlan(spread === "random" ? { ...drawn(plan), spread } : { spread })}
        choices={WAYS.map((id) => ({ id, label: text.ways[id] }))}
      />
      <p class="small muted">
        {text.wayHints[plan.spread]} {text.stay}
      </p>
      {plan.spread === "random" && (
        <Button small look="quiet" icon="retry" onClick={() => onPlan(drawn(plan))}>
          {text.again}
        </Button>
      )}
      {groups && (
        <label class="tick">
          <input
            type="checkbox"
            checked={plan.together.length > 0}
            onChange={(event) => onPlan({ together: event.currentTarget.checked ? chosen : [] })}
          />
          <span>{text.together(formats.number(chosen.length))}</span>
        </label>
      )}
    </>
  );
}

/** All rooms and tables to tick, and a whole hall's tables at once. */
function RoomChoice({ rooms, onRooms }: { rooms: readonly string[]; onRooms: (rooms: readonly string[]) => void }) {
  const venue = useVenue();
  const text = useTexts(orderTexts).target;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const house = venue.house.value.rooms;
  const all = house.flatMap((room) => [room, ...room.tables]);
  const chosen = new Set(rooms);
  // In the order of the house, whatever was ticked first: it is the order in which rooms are filled.
  const choose = (next: ReadonlySet<string>) => onRooms(all.map(({ id }) => id).filter((id) => next.has(id)));
  const toggle = (room: HouseRoom, on: boolean) =>
    choose(on ? new Set([...chosen, room.id]) : new Set([...chosen].filter((id) => id !== room.id)));
  return (
    <fieldset class="room-choice">
      <legend>{text.rooms}</legend>
      <div class="row">
        {house
          .filter((hall) => hall.tables.length > 0)
          .map((hall) => (
            <Button key={hall.id} small onClick={() => choose(new Set(hall.tables.map(({ id }) => id)))}>
              {text.tables(localised(hall.title))}
            </Button>
          ))}
        {rooms.length > 0 && (
          <Button small look="quiet" onClick={() => onRooms([])}>
            {text.none}
          </Button>
        )}
      </div>
      <div class="room-ticks">
        {all.map((room) => (
          <label key={room.id} class="tick">
            <input
              type="checkbox"
              checked={chosen.has(room.id)}
              onChange={(event) => toggle(room, event.currentTarget.checked)}
            />
            <span>{nameOf(venue, room, words)}</span>
          </label>
        ))}
      </div>
      <p class="small muted num" role="status">
        {text.chosen(rooms.length, formats.number(rooms.length))}
      </p>
    </fieldset>
  );
}
