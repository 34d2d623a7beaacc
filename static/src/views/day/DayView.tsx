import "../../styles/day.css";
import { useEffect } from "preact/hooks";
import { useVenue } from "../../app/context";
import { focusHeading } from "../../app/focus";
import { paths } from "../../app/paths";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Notice } from "../../components/Notice";
import { useFormats, useTexts } from "../../i18n";
import { type DayPart, sumOf } from "../places/parts";
import { useParts } from "../places/useParts";
import { CalendarPanel } from "./CalendarPanel";
import { FollowPanel } from "./FollowPanel";
import { PartLine } from "./PartLine";
import { dayTexts } from "./texts";

/** My way through the day: what I have a place in, what waits, what is still to be chosen, and how I get there. */
export default function DayView() {
  const venue = useVenue();
  const text = useTexts(dayTexts);
  const formats = useFormats();
  const parts = useParts();
  const { rounds, chosen } = sumOf(parts);
  const [nextPart] = parts.filter(({ state }) => state === "coming");
  const firstGap = parts.find(({ gap }) => gap);
  useEffect(() => {
    // Loaded after the change of place: the focus waits at the frame.
    if (document.activeElement === document.body || document.activeElement?.tagName === "MAIN") focusHeading();
  }, []);
  return (
    <div class="page my-day">
      <header class="page-head">
        <div class="grow">
          <h1 tabIndex={-1}>{text.title}</h1>
          <p class="muted">{formats.date(venue.info.value.starts)}</p>
          {rounds > 0 && chosen > 0 && <p class="num">{text.chosen(chosen, rounds)}</p>}
        </div>
        <ButtonLink icon="calendar" href={paths.programme()}>
          {text.programme}
        </ButtonLink>
      </header>
      {rounds === 0 ? (
        <EmptyState icon="route" title={text.nothingTitle}>
          {text.nothingText}
        </EmptyState>
      ) : (
        <div class="my-day-columns">
          <div class="stack">
            {chosen === 0 && firstGap && (
              <Notice icon="route" title={text.emptyTitle}>
                {text.emptyText}
              </Notice>
            )}
            {parts.every(({ state }) => state === "past") && (
              <EmptyState icon="check" title={text.overTitle}>
                {text.overText}
              </EmptyState>
            )}
            <Past parts={parts.filter(({ state }) => state === "past")} />
            <ol class="my-day-parts">
              {parts
                .filter(({ state }) => state !== "past")
                .map((part) => (
                  <PartLine key={part.block.id} part={part} next={part === nextPart} open={part === firstGap} />
                ))}
            </ol>
          </div>
          <div class="my-day-side">
            <FollowPanel />
            <CalendarPanel />
          </div>
        </div>
      )}
    </div>
  );
}

/** What is over stays at hand, and out of the way. */
function Past({ parts }: { parts: readonly DayPart[] }) {
  const text = useTexts(dayTexts);
  if (parts.length === 0) return null;
  return (
    <details class="my-past">
      <summary class="num">{text.pastParts(parts.length)}</summary>
      <ol class="my-day-parts">
        {parts.map((part) => (
          <PartLine key={part.block.id} part={part} next={false} open={false} />
        ))}
      </ol>
    </details>
  );
}
