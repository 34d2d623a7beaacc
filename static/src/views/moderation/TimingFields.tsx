import { Select } from "../../components/Field";
import { useFormats, useTexts } from "../../i18n";
import { type Draft } from "./desk";
import { AT_ONCE, DELAYS, type Plan } from "./plan";
import { orderTexts } from "./texts";

const MINUTE = 60;

/** When: at once, or announced with a countdown, and what people may answer. */
export function TimingFields({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  const text = useTexts(orderTexts).timing;
  const formats = useFormats();
  const plan = draft.plan ?? AT_ONCE;
  const change = (next: Partial<Plan>) => onDraft({ ...draft, plan: { ...plan, ...next } });
  const nameOf = (delay: number) => {
    if (delay === 0) return text.now;
    return delay < MINUTE ? text.seconds(formats.number(delay)) : text.minutes(delay / MINUTE);
  };
  return (
    <div class="timing">
      <Select
        label={text.when}
        hint={plan.delay > 0 ? text.hint : undefined}
        value={String(plan.delay)}
        onValue={(value) => change({ delay: Number(value) })}
      >
        {DELAYS.map((delay) => (
          <option key={delay} value={String(delay)}>
            {nameOf(delay)}
          </option>
        ))}
      </Select>
      {plan.delay > 0 && (
        <>
          <Tick label={text.more} on={plan.more} onChange={(more) => change({ more })} />
          <Tick label={text.decline} on={plan.mayDecline} onChange={(mayDecline) => change({ mayDecline })} />
        </>
      )}
    </div>
  );
}

function Tick({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
