import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { localised, useFormats, useTexts } from "../../i18n";
import { type ShowStep } from "../../protocol";
import { secondsLeft } from "../../state/warnings";
import { BackDialog } from "./BackDialog";
import { RoomCounts } from "./RoomCounts";
import { stepName } from "./names";
import { runTexts } from "./texts";
import { type Deeds } from "./useDeed";

const MORE = [2, 5] as const;
const MINUTE = 60_000;

interface Props {
  deeds: Deeds;
  rest: boolean;
  onRest: (rest: boolean) => void;
}

/** The running step with its countdown, who is in its rooms, and what can be done about it. */
export function NowPanel({ deeds, rest, onRest }: Props) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  /** The question about going back, as it was when it was asked. */
  const [asked, setAsked] = useState<{ step: string; previous: ShowStep } | null>(null);
  const { running, previous, next, held } = venue.showAt(venue.second.value);
  const name = stepName(running, venue.info.value, text.step, localised);
  const endless = next === null;
  if (!running) return null;
  const step = running.id;
  const more = (minutes: number) =>
    void deeds.act(
      () => venue.extendShow(step, minutes, rest),
      () => text.done.more(minutes, formats.clock(venue.showAt(venue.now()).running?.ends ?? 0)),
    );
  const turn = () =>
    held
      ? void deeds.act(
          () => venue.resumeShow(step),
          () => text.done.resume,
        )
      : void deeds.act(
          () => venue.holdShow(step),
          () => text.done.hold,
        );
  return (
    <section class="panel run-now" aria-labelledby="run-now-title">
      <p class="run-kicker small muted">{text.now}</p>
      <h2 id="run-now-title">{name}</h2>
      {endless ? <p>{text.endless}</p> : <Countdown name={name} />}
      <RoomCounts sessions={running.sessions} />
      {!endless && (
        <>
          <div class="row run-deeds">
            <Button icon={held ? "play" : "pause"} busy={deeds.busy} onClick={turn}>
              {held ? text.resume : text.hold}
            </Button>
            {MORE.map((minutes) => (
              <Button key={minutes} icon="plus" busy={deeds.busy} onClick={() => more(minutes)}>
                {text.more(minutes)}
              </Button>
            ))}
          </div>
          <label class="run-rest">
            <input type="checkbox" checked={rest} onChange={(event) => onRest(event.currentTarget.checked)} />
            <span>{text.rest}</span>
          </label>
        </>
      )}
      <div class="row">
        <Button
          look="quiet"
          icon="back"
          idle={previous === null}
          onClick={() => previous && setAsked({ step, previous })}
          aria-haspopup="dialog"
        >
          {previous ? text.backTo(stepName(previous, venue.info.value, text.step, localised)) : text.backNothing}
        </Button>
      </div>
      {asked && <BackDialog deeds={deeds} {...asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

/** What is left of it, second by second; read out only when asked for. */
function Countdown({ name }: { name: string }) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  const { running, left, held, over } = venue.showAt(venue.second.value);
  if (!running) return null;
  const late = Math.abs(running.ends - running.planned[1]) >= MINUTE;
  return (
    <div class={`run-clock ${held ? "held" : ""} ${over > 0 ? "over" : ""}`}>
      <p class="num run-time" role="timer" aria-label={text.clock(name)}>
        {formats.countdown(secondsLeft(left ?? 0))}
      </p>
      <p class="run-until">
        {over > 0 ? (
          <Chip tone="warn">{text.over(formats.countdown(secondsLeft(over)))}</Chip>
        ) : (
          <span class="num">{text.until(formats.clock(running.ends))}</span>
        )}
        {held && <Chip tone="warn">{text.held}</Chip>}
        {late && <span class="small muted num">{text.planned(formats.clock(running.planned[1]))}</span>}
      </p>
    </div>
  );
}
