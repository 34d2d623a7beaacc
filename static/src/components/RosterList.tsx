import { type ComponentChildren } from "preact";
import { Avatar } from "./Avatar";
import { Chip, type Tone } from "./Chip";

export interface RosterPerson {
  id: string;
  name: string;
  org?: string | undefined;
  /** Why this person is here, if not just to take part: "Moderation". */
  duty?: string | undefined;
  /** "Sie", on the reader's own row. */
  me?: string | undefined;
  note?: string | undefined;
}

interface Props {
  label: string;
  people: readonly RosterPerson[];
  /** What can be done with a person, at the end of the row. */
  actions?: (person: RosterPerson) => ComponentChildren;
}

/** People, one per row. Rows that are out of sight cost no layout, so that hundreds of them stay smooth. */
export function RosterList({ label, people, actions }: Props) {
  return (
    <ul class="roster" aria-label={label}>
      {people.map((person) => (
        <li key={person.id} class="roster-row">
          <Avatar id={person.id} name={person.name} />
          <span class="roster-who">
            <span class="roster-name">
              <bdi class="said">{person.name}</bdi>
              {person.me && <Tag tone="here">{person.me}</Tag>}
              {person.duty && <Tag tone="accent">{person.duty}</Tag>}
              {person.note && <Tag>{person.note}</Tag>}
            </span>
            {person.org && <bdi class="said small muted">{person.org}</bdi>}
          </span>
          {actions?.(person)}
        </li>
      ))}
    </ul>
  );
}

function Tag({ tone, children }: { tone?: Tone; children: string }) {
  return (
    <>
      {" "}
      <Chip {...(tone ? { tone } : {})}>{children}</Chip>
    </>
  );
}
