import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { useText, useTexts } from "../../i18n";
import { type Follow, Refused } from "../../state";
import { dayTexts } from "./texts";

const WAYS: readonly Follow[] = ["always", "ask", "never"];

/** How I am taken along, in plain words; what is chosen counts at once. */
export function FollowPanel() {
  const venue = useVenue();
  const text = useTexts(dayTexts).follow;
  const refusals = useText("refusals");
  const [wanted, setWanted] = useState<Follow | null>(null);
  const [said, setSaid] = useState("");
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const chosen = wanted ?? venue.places.value.follow;
  const notes = { always: text.alwaysText, ask: text.askText, never: text.neverText };
  const choose = async (how: Follow) => {
    setWanted(how);
    setSaid("");
    setRefused(null);
    try {
      await venue.follow(how);
      setSaid(text.saved);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
    }
    // From here on it is shown what the venue knows: in another window something else may be chosen.
    setWanted((now) => (now === how ? null : now));
  };
  return (
    <section class="panel follow-panel">
      <fieldset class="follow-ways">
        <legend>
          <h2>{text.title}</h2>
        </legend>
        <p class="small muted">{text.intro}</p>
        {WAYS.map((how) => (
          <label key={how} class="follow-way">
            <input
              type="radio"
              name="follow"
              value={how}
              checked={chosen === how}
              aria-describedby={`follow-${how}`}
              onChange={() => void choose(how)}
            />
            <span>{text[how]}</span>
            <span class="small muted" id={`follow-${how}`} aria-hidden="true">
              {notes[how]}
            </span>
          </label>
        ))}
      </fieldset>
      <LiveRegion text={said} />
      {refused !== null && (
        <Notice tone="bad" role="alert">
          {refusals[refused]}
        </Notice>
      )}
    </section>
  );
}
