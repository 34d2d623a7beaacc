import { useFormats, useTexts } from "../../i18n";
import { type MoveOrder } from "../../state";
import { type ModerationDesk } from "./desk";
import { byName } from "./groups";
import { orderTexts } from "./texts";

/** So many names are written out. */
const NAMED = 8;

/** What else there is to know about an order: whom it overtook, who took it back, and who is not back. */
export function OrderNotes({ order, desk }: { order: MoveOrder; desk: ModerationDesk }) {
  const text = useTexts(orderTexts);
  const formats = useFormats();
  const { overtook, apart, cancelled, undone } = order;
  const names = formats.list([...new Set(overtook.map((each) => each.by_name || text.somebody))]);
  const written = (ids: readonly string[]) => {
    const all = byName(ids, desk.directory.known.value).map(({ name }) => name);
    const first = all.slice(0, NAMED).join(", ");
    return all.length > NAMED ? text.andMore(first, formats.number(all.length - NAMED)) : first;
  };
  const missing = undone ? [...undone.result.stayed, ...undone.result.full, ...undone.result.barred] : [];
  return (
    <div class="order-notes small" role="status">
      {overtook.length > 0 && <p>{text.overtook(overtook.length, formats.number(overtook.length), names)}</p>}
      {apart.length > 0 && <p>{text.apart(apart.length)}</p>}
      {cancelled && (
        <p>
          {text.cancelledBy(
            cancelled.by_name || text.somebody,
            formats.clock(cancelled.at),
            text.people(cancelled.result.cancelled.length, formats.number(cancelled.result.cancelled.length)),
          )}
        </p>
      )}
      {undone && (
        <p>
          {text.undoneBy(
            undone.by_name || text.somebody,
            formats.clock(undone.at),
            (["returned", "cancelled", "stayed", "full", "barred"] as const)
              .filter((list) => undone.result[list].length > 0)
              .map((list) => text.undone[list](formats.number(undone.result[list].length), undone.result[list].length))
              .join(", ") || text.undone.nobody,
          )}
        </p>
      )}
      {missing.length > 0 && <p class="said">{text.notBack(written(missing))}</p>}
    </div>
  );
}
