import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { EmptyState } from "../../components/EmptyState";
import { Formats, language, localised, useFormats, useText } from "../../i18n";
import { blocksOf, type DayBlock, pauseBefore, plannedOf, shareOf, stateOf } from "./blocks";
import { SessionCard } from "./SessionCard";

/** The whole day: its lines from top to bottom, what runs side by side beside each other, and where the day is. */
export function ProgrammeView() {
  const venue = useVenue();
  const text = useText("programme");
  const formats = useFormats();
  const info = venue.info.value;
  const now = venue.clock.value;
  const blocks = blocksOf(info);
  const pause = pauseBefore(blocks, now);
  const near = new Set(blocks.filter((block) => block.ends > now).slice(0, 2));
  const running = blocks.find((block) => stateOf(block, now) === "running") ?? pause;
  const toNow = () => {
    const target = running && document.getElementById(`block-${running.id}`);
    target?.scrollIntoView({ block: "center", behavior: "smooth" });
    target?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  };
  return (
    <div class="page programme">
      <header class="page-head">
        <div class="grow">
          <h1 tabIndex={-1}>{text.title}</h1>
          <p class="muted">{formats.date(info.starts)}</p>
          <p class="small muted">
            {text.zone(formats.zoneName(now))} <ReadersTime zone={info.timezone} now={now} />
          </p>
        </div>
        {running && (
          <Button icon="clock" onClick={toNow}>
            {text.toNow}
          </Button>
        )}
      </header>
      {blocks.length === 0 ? (
        <EmptyState icon="calendar" title={text.emptyTitle}>
          {text.emptyText}
        </EmptyState>
      ) : (
        <ol class="day">
          {blocks.map((block) => (
            <Line key={block.id} block={block} now={now} pause={block === pause} near={near.has(block)} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Line({ block, now, pause, near }: { block: DayBlock; now: number; pause: boolean; near: boolean }) {
  const text = useText("programme");
  const formats = useFormats();
  const state = stateOf(block, now);
  const several = block.sessions.length > 1;
  return (
    <li id={`block-${block.id}`} class={`day-line ${state}`}>
      {pause && <NowMark now={now} />}
      <div class="day-time num">
        <time dateTime={new Date(block.starts).toISOString()}>{formats.clock(block.starts)}</time>
        <span class="small muted">–{formats.clock(block.ends)}</span>
        {state === "past" && <span class="visually-hidden">{text.past}</span>}
      </div>
      <div class="day-body" style={{ "--share": String(shareOf(block, now)) }}>
        {state === "running" && <NowMark now={now} />}
        <Moved block={block} />
        {several && (
          <h2 class="day-title" tabIndex={-1}>
            {localised(block.slot?.title)} <Chip>{text.parallel(block.sessions.length)}</Chip>
          </h2>
        )}
        <ul class={several ? "sessions" : "sessions single"}>
          {block.sessions.map((session) => (
            <SessionCard key={session.id} session={session} now={now} showTime={several} near={near} />
          ))}
        </ul>
      </div>
    </li>
  );
}

/** What became of the plan: the run of show has other times by now. */
function Moved({ block }: { block: DayBlock }) {
  const venue = useVenue();
  const text = useText("programme");
  const formats = useFormats();
  const planned = plannedOf(block, venue.planned.value);
  if (!planned) return null;
  const [starts, ends] = [formats.clock(block.starts), formats.clock(block.ends)];
  const [before, after] = [formats.clock(planned.starts), formats.clock(planned.ends)];
  if (starts === before && ends === after) return null;
  return (
    <p class="day-moved">
      <Chip tone="warn" icon="clock">
        {starts === before ? text.longer(ends, after) : text.moved(starts, before)}
      </Chip>
    </p>
  );
}

/** Where the day is. */
function NowMark({ now }: { now: number }) {
  const text = useText("programme");
  const formats = useFormats();
  return (
    <p class="now-mark">
      <span class="num">{text.nowIs(formats.clock(now))}</span>
    </p>
  );
}

/** The reader's own time, where it is another one. */
function ReadersTime({ zone, now }: { zone: string; now: number }) {
  const text = useText("programme");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const here = new Formats(language.value, own).clock(now);
  const there = new Formats(language.value, zone).clock(now);
  return here === there ? null : <>{text.zoneDiffers(here)}</>;
}
