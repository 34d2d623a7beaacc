import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { LiveRegion } from "../../components/LiveRegion";
import { type Formats, useFormats, useTexts } from "../../i18n";
import { roomNameOf } from "../whereabouts/roomNames";
import { spanOf } from "../whereabouts/spans";
import { whereaboutsTexts, type WhereaboutsTexts } from "../whereabouts/texts";
import { useNow } from "../whereabouts/useNow";
import { type Alarm, alarmsOf } from "./alarms";
import { type OperationsDesk } from "./desk";
import { operationsTexts } from "./texts";

const STEP = 1_000;

/** What is wrong or about to be, worst first; that nothing is, is said as well. `since`: the board is open since then. */
export function AlarmsPanel({ desk, since }: { desk: OperationsDesk; since: number }) {
  const venue = useVenue();
  const text = useTexts(operationsTexts).alarms;
  const formats = useFormats();
  const now = useNow(STEP);
  const { measured } = venue.board.value;
  const alarms = alarmsOf({
    connected: venue.link.value.state === "connected",
    troubled: venue.troubled.value,
    watchedSince: since,
    measured,
    nodes: desk.nodes.value,
    roundTrip: venue.roundTrip.value,
    rooms: venue.house.value.rooms,
    now,
  });
  const nodes = measured?.nodes.length ?? 0;
  return (
    <section class="alarms" aria-labelledby="board-alarms">
      <h2 id="board-alarms" class="visually-hidden">
        {text.title}
      </h2>
      <LiveRegion text={alarms.length > 0 ? text.count(alarms.length) : measured ? text.none : ""} />
      {alarms.length === 0 ? (
        <div class={`alarm ${measured ? "good" : ""}`}>
          <Icon name={measured ? "check" : "clock"} />
          <p>
            <strong>{measured ? text.none : text.unknown}</strong>{" "}
            {measured && <span class="muted">{text.noneText(nodes, formats.number(nodes))}</span>}
          </p>
        </div>
      ) : (
        <ul class="alarm-list">
          {alarms.map((alarm) => (
            <AlarmRow key={alarm.id} alarm={alarm} onForget={() => desk.forget(alarm.subject)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AlarmRow({ alarm, onForget }: { alarm: Alarm; onForget: () => void }) {
  const venue = useVenue();
  const text = useTexts(operationsTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const isRoom = alarm.kind === "room_full" || alarm.kind === "room_filling";
  const subject = isRoom ? roomNameOf(venue, alarm.subject, words) : alarm.subject;
  const value =
    alarm.kind === "link" ? formats.seconds(venue.house.value.countedAt) : valueOf(alarm, text.figures, words, formats);
  return (
    <li class={`alarm ${alarm.tone}`}>
      <Icon name={alarm.kind === "link" ? "cloudOff" : isRoom ? "people" : "warning"} />
      <p class="num">{text.alarms.kinds[alarm.kind](subject, value, formats.number(alarm.of))}</p>
      {alarm.kind === "node_gone" && (
        <Button small onClick={onForget}>
          {text.alarms.forget}
        </Button>
      )}
    </li>
  );
}

/** Long waits in seconds, short ones in milliseconds, everything else as a plain number. */
function valueOf(
  { kind, value }: Alarm,
  figures: { milliseconds: (text: string) => string },
  words: WhereaboutsTexts,
  formats: Formats,
): string {
  switch (kind) {
    case "silent":
    case "node_gone":
    case "node_late":
      return spanOf(value, words, formats);
    case "loop_lag":
    case "store_trip":
    case "bus_lag":
    case "round_trip":
      return figures.milliseconds(formats.number(Math.round(value)));
    default:
      return formats.number(Math.round(value));
  }
}
