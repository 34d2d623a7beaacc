import { useVenue } from "../../app/context";
import { Chip } from "../../components/Chip";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useTexts } from "../../i18n";
import { type EventChange, type EventEffect, type FileFault, type Published } from "../../protocol";
import { differenceOf, namesIn } from "./differences";
import { versionTexts } from "./versionTexts";

/** What publishing would mean: all faults of the file, or what is different and what becomes of people. */
export function Foreseen({ said }: { said: Published }) {
  const text = useTexts(versionTexts).dialog;
  const { faults = [], changes = [], effects = [] } = said;
  const nameOf = namesIn(changes, useVenue().planned.value, localised);
  if (faults.length > 0) return <Faults faults={faults} />;
  if (changes.length === 0) return <Notice role="status">{text.same}</Notice>;
  return (
    <div class="foreseen stack" role="status">
      <section>
        <h3>{text.effects}</h3>
        {effects.length === 0 ? (
          <p class="muted">{text.noEffects}</p>
        ) : (
          <ul class="effects">
            {effects.map((effect, at) => (
              <Consequence key={at} effect={effect} />
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>{text.changes}</h3>
        <ul class="changes">
          {changes.map((change) => (
            <Difference key={`${change.kind} ${change.id}`} change={change} nameOf={nameOf} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Faults({ faults }: { faults: readonly FileFault[] }) {
  const text = useTexts(versionTexts).dialog;
  const formats = useFormats();
  return (
    <Notice tone="bad" role="alert" title={text.faults(faults.length)}>
      <ul class="faults">
        {faults.map((fault, at) => (
          <li key={at}>
            <strong>
              {[fault.line === null ? "" : text.line(formats.number(fault.line)), fault.place || text.whole]
                .filter((part) => part !== "")
                .join(" · ")}
            </strong>
            <br />
            {text.found} <span lang="en">{fault.found}</span>
            <br />
            {text.wanted} <span lang="en">{fault.wanted}</span>
          </li>
        ))}
      </ul>
      <p>{text.faultsNote}</p>
    </Notice>
  );
}

function Consequence({ effect }: { effect: EventEffect }) {
  const text = useTexts(versionTexts).effects;
  const formats = useFormats();
  const { kind, title, count, more = 0 } = effect;
  return <li>{text[kind](localised(title), count, formats.number(count), formats.number(more))}</li>;
}

const TONES = { added: "good", removed: "warn", changed: "accent" } as const;

function Difference({ change, nameOf }: { change: EventChange; nameOf: ReturnType<typeof namesIn> }) {
  const text = useTexts(versionTexts);
  const { kind, how, title, fields = [] } = change;
  return (
    <li class="change">
      <p>
        <Chip tone={TONES[how]}>{text.how[how]}</Chip> {text.kinds[kind]}: <strong>{localised(title)}</strong>
      </p>
      {fields.length > 0 && (
        <ul class="small">
          {fields.map((field) => (
            <li key={field.key}>{differenceOf(field, text, nameOf)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
