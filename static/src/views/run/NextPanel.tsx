import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { useSettled } from "../../components/useSettled";
import { localised, useFormats, useTexts } from "../../i18n";
import { Foresight } from "./Foresight";
import { stepName } from "./names";
import { RoomCounts } from "./RoomCounts";
import { runTexts } from "./texts";
import { type Deeds } from "./useDeed";
import { useForesight } from "./useForesight";

/** What comes next, whom it would concern if it came now, and the button that brings it. */
export function NextPanel({ deeds, rest }: { deeds: Deeds; rest: boolean }) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  const { running, next } = venue.showAt(venue.second.value);
  const foreseen = useForesight("skip", rest, running && next ? running.id : null);
  // Who sees another step begin while pressing did not mean to end that one.
  const settled = useSettled(running?.id);
  if (!running || !next) return null;
  const name = stepName(next, venue.info.value, text.step, localised);
  const skip = () =>
    void deeds.act(
      () => venue.skipShow(running.id, rest),
      () => text.done.now(name),
    );
  return (
    <section class="panel run-next" aria-labelledby="run-next-title">
      <p class="run-kicker small muted">{text.next}</p>
      <h2 id="run-next-title">{name}</h2>
      <p class="num">
        {text.from(formats.clock(next.starts))}
        {next.sessions.length > 1 && <span class="muted"> · {text.parallel(next.sessions.length)}</span>}
      </p>
      <RoomCounts sessions={next.sessions} />
      <Foresight title={text.foresight} foreseen={foreseen} ends />
      <div class="row">
        <Button look="primary" iconEnd="arrowRight" busy={deeds.busy} idle={!settled} onClick={skip}>
          {text.skip}
        </Button>
      </div>
    </section>
  );
}
