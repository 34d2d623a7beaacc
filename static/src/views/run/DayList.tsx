import { useVenue } from "../../app/context";
import { Chip } from "../../components/Chip";
import { localised, useFormats, useTexts } from "../../i18n";
import { type ShowStep } from "../../protocol";
import { stepName } from "./names";
import { runTexts } from "./texts";

/** The whole day, step by step: when it is by now, and when it was planned. */
export function DayList() {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const { steps, running } = venue.showAt(venue.second.value);
  const at = steps.findIndex((step) => step.id === running?.id);
  return (
    <section class="panel" aria-labelledby="run-day-title">
      <h2 id="run-day-title">{text.day}</h2>
      <ol class="run-day">
        {steps.map((step, index) =>
          step.starts === step.ends && index !== at ? null : ( // nothing before the doors open
            <Line key={step.id} step={step} state={index < at ? "past" : index === at ? "running" : "coming"} />
          ),
        )}
      </ol>
    </section>
  );
}

function Line({ step, state }: { step: ShowStep; state: "past" | "running" | "coming" }) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  const now = formats.span(step.starts, step.ends);
  const planned = formats.span(...step.planned);
  return (
    <li class={`run-line ${state}`} aria-current={state === "running" ? "step" : undefined}>
      <span class="num run-line-time">{now}</span>
      <span class="run-line-name">
        {stepName(step, venue.info.value, text.step, localised)}
        {step.sessions.length > 1 && <span class="small muted"> · {text.parallel(step.sessions.length)}</span>}
      </span>
      <span class="run-line-state">
        {now !== planned && <span class="small muted num">{text.planned(planned)}</span>}
        {state === "running" && <Chip tone="good">{text.state.running}</Chip>}
        {state === "past" && <span class="visually-hidden">{text.state.past}</span>}
      </span>
    </li>
  );
}
