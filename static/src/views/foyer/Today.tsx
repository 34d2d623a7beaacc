import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { localised, useFormats, useText } from "../../i18n";
import { plannedOf } from "../programme/blocks";
import { type DayPart } from "../places/parts";
import { useParts } from "../places/useParts";

/** The day on a few lines: what was, what is, what comes. */
export function Today() {
  const text = useText("foyer");
  const parts = useParts();
  const earlier = earlierOf(parts);
  if (parts.length === 0) return null;
  return (
    <section class="panel today">
      <div class="panel-head">
        <h2>{text.today}</h2>
        <a class="small" href={paths.programme()}>
          {text.todayAll}
        </a>
      </div>
      {earlier.length > 0 && (
        <details class="today-earlier">
          <summary>{text.earlier(earlier.length)}</summary>
          <Lines parts={earlier} />
        </details>
      )}
      <Lines parts={parts.slice(earlier.length)} />
    </section>
  );
}

function Lines({ parts }: { parts: readonly DayPart[] }) {
  const venue = useVenue();
  const text = useText("foyer");
  const formats = useFormats();
  return (
    <ol class="today-lines">
      {parts.map(({ block, state, placed }) => {
        const several = block.sessions.length > 1;
        const planned = formats.clock(plannedOf(block, venue.planned.value)?.starts ?? block.starts);
        return (
          <li key={block.id} class={`today-line ${state}`} aria-current={state === "running" ? "time" : undefined}>
            <time class="num" dateTime={new Date(block.starts).toISOString()}>
              {formats.clock(block.starts)}
            </time>
            <span class="today-what">
              {planned !== formats.clock(block.starts) && (
                <span class="small muted num">{text.insteadOf(planned)}</span>
              )}
              <span>{localised(block.slot?.title ?? block.sessions[0]?.title)}</span>
              {placed ? (
                <span class="small today-mine">
                  <Icon name="check" /> {localised(placed.session.title)}
                </span>
              ) : (
                several && <span class="small muted">{text.several(block.sessions.length)}</span>
              )}
            </span>
            {state === "running" && <Chip tone="good">{text.running}</Chip>}
            {state === "past" && <span class="visually-hidden">{text.done}</span>}
          </li>
        );
      })}
    </ol>
  );
}

/** What is over, as long as something is still to come; a single line is not worth folding away. */
function earlierOf(parts: readonly DayPart[]): readonly DayPart[] {
  const to = parts.findIndex(({ state }) => state !== "past");
  return to > 1 ? parts.slice(0, to) : [];
}
