import { Avatar } from "../../components/Avatar";
import { Chip } from "../../components/Chip";
import { useText } from "../../i18n";

interface Props {
  id: string;
  name: string;
  org: string;
  roles: readonly string[];
}

/** A person as the others will see them. */
export function Who({ id, name, org, roles }: Props) {
  const names: Readonly<Record<string, string>> = useText("door").roles;
  const shown = roles.filter((role) => role !== "participant");
  return (
    <div class="door-who">
      <Avatar id={id} name={name} large />
      <div class="grow">
        <p class="door-name">
          <bdi class="said">{name}</bdi>
        </p>
        {org !== "" && (
          <p class="muted">
            <bdi class="said">{org}</bdi>
          </p>
        )}
      </div>
      {shown.map((role) => (
        <Chip key={role} tone="accent">
          {names[role] ?? role}
        </Chip>
      ))}
    </div>
  );
}
