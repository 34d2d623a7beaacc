import { useVenue } from "../../app/context";
import { Sparkline } from "../../components/Kpi";
import { useFormats, useTexts } from "../../i18n";
import { operationsTexts } from "./texts";

/** People in the whole house over the last hour, as far as this browser has seen it. */
export function TrendPanel() {
  const venue = useVenue();
  const text = useTexts(operationsTexts);
  const formats = useFormats();
  const { samples } = venue.board.value;
  const totals = samples.map(({ total }) => total);
  const [first] = samples;
  return (
    <section class="panel trend-panel" aria-labelledby="board-trend">
      <div class="panel-head">
        <h2 id="board-trend">{text.trend.title}</h2>
        {first && <p class="small muted num">{text.trend.since(formats.seconds(first.at))}</p>}
      </div>
      {samples.length < 2 ? (
        <p class="muted">{text.trend.soon}</p>
      ) : (
        <>
          <Sparkline
            values={totals}
            label={text.figures.presentTrend(formats.number(totals[0] ?? 0), formats.number(totals.at(-1) ?? 0))}
          />
          <p class="small muted num trend-range">
            <span>{text.trend.least(formats.number(Math.min(...totals)))}</span>
            <span>{text.trend.most(formats.number(Math.max(...totals)))}</span>
          </p>
        </>
      )}
    </section>
  );
}
