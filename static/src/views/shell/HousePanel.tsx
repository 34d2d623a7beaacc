import { useVenue } from "../../app/context";
import { useFormats, useText } from "../../i18n";
import { HouseView } from "../house/HouseView";

/** The house beside the rooms, on windows that are wide enough. */
export function HousePanel() {
  const text = useText("house");
  const formats = useFormats();
  const { total } = useVenue().house.value;
  return (
    <nav id="house" class="house-panel" aria-labelledby="house-title">
      <div class="panel-head">
        <h2 id="house-title">{text.title}</h2>
        <span class="small muted num">{text.total(total, formats.number(total))}</span>
      </div>
      <HouseView />
    </nav>
  );
}
