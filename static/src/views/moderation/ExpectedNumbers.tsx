import { useFormats, useTexts } from "../../i18n";
import { expectedTexts } from "./expectedTexts";

export const GROUPS = ["here", "strayed", "missing", "unexpected"] as const;

export type Group = (typeof GROUPS)[number];

interface Props {
  numbers: Readonly<Record<Group | "expected", number>>;
  /** Before that, who is elsewhere has not strayed. */
  begun: boolean;
}

/** Expected, and what became of them, in words; a bar repeats it for the eye. */
export function ExpectedNumbers({ numbers, begun }: Props) {
  const text = useTexts(expectedTexts);
  const formats = useFormats();
  const shown = GROUPS.filter((group) => numbers[group] > 0 || group === "here");
  return (
    <div class={`expected-numbers ${begun ? "" : "ahead"}`}>
      <ul class="expected-counts num">
        <li>
          <strong>{text.expected(formats.number(numbers.expected))}</strong>
        </li>
        {shown.map((group) => (
          <li key={group} class={`expected-count ${group}`}>
            {(group === "strayed" && !begun ? text.ahead.strayed : text.counts[group])(formats.number(numbers[group]))}
          </li>
        ))}
      </ul>
      {numbers.expected > 0 && (
        <div class="expected-bar" aria-hidden="true">
          {(["here", "strayed", "missing"] as const)
            .filter((group) => numbers[group] > 0)
            .map((group) => (
              <span key={group} class={group} style={{ flexGrow: String(numbers[group]) }} />
            ))}
        </div>
      )}
    </div>
  );
}
