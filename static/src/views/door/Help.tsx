import { paths } from "../../app/paths";
import { useText } from "../../i18n";

/** For those who do not get in: whom to ask. */
export function Help() {
  const text = useText("door");
  const legal = useText("app").legal;
  return (
    <p class="door-help small muted">
      {text.help} <a href={paths.legal("imprint")}>{legal.imprint}</a>
    </p>
  );
}
