import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { ButtonLink } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { localised, useFormats, useText } from "../../i18n";
import { hasPlaces } from "../../state";
import { sumOf } from "../places/parts";
import { useParts } from "../places/useParts";

/** My day on a card: where I go next, what is still to be chosen, and the way to all of it. */
export function MyDayCard() {
  const venue = useVenue();
  return hasPlaces(venue.info.value) ? <Card /> : null;
}

function Card() {
  const venue = useVenue();
  const text = useText("places").card;
  const formats = useFormats();
  const { rounds, chosen, next, gap, waiting } = sumOf(useParts());
  const session = next?.session;
  return (
    <section class="panel my-day-card" aria-labelledby="my-day-card">
      <div class="panel-head">
        <h2 id="my-day-card">{text.title}</h2>
        <span class="small muted num">{text.chosen(chosen, rounds)}</span>
      </div>
      {session && (
        <p class="my-day-next">
          <span class="small muted num">
            {session.starts <= venue.clock.value ? text.now : text.next(formats.clock(session.starts))}
          </span>
          <strong>{localised(session.title)}</strong>
          <span class="small muted">{localised(venue.roomOf(session.room)?.title)}</span>
        </p>
      )}
      {gap && (
        <p class="my-day-gap">
          <Icon name="warning" />
          <span>
            {text.gap(localised(gap.block.slot?.title))}
            {gap.open.length > 0 && <span class="small muted num"> {text.gapFree(gap.open.length)}</span>}
          </span>
        </p>
      )}
      {!session && !gap && <p class="muted">{text.over}</p>}
      <div class="row">
        <ButtonLink look={gap ? "primary" : "plain"} icon="route" href={paths.day()}>
          {gap ? text.choose : text.open}
        </ButtonLink>
        {waiting > 0 && (
          <Chip tone="warn" icon="clock">
            {text.waitingFor(waiting)}
          </Chip>
        )}
      </div>
    </section>
  );
}
