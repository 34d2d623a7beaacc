import { useVenue } from "../../app/context";
import { useFormats, useTexts } from "../../i18n";
import { type MoveOrder } from "../../state";
import { roomNameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { orderTexts } from "./texts";

/** "143 würden gehen, 7 sind offline, Raum 4 ist um 3 überbelegt", and how many go where, of several rooms. */
export function DrySentence({ order }: { order: MoveOrder }) {
  const venue = useVenue();
  const text = useTexts(orderTexts).dry;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const { moved, offline, full, barred } = order.counts;
  const parts = [
    text.go(moved, formats.number(moved)),
    ...(offline > 0 ? [text.offline(offline, formats.number(offline))] : []),
    ...(full > 0
      ? [
          order.rooms.length > 1
            ? text.overAll(full, formats.number(full))
            : text.over(roomNameOf(venue, order.to, words), formats.number(full)),
        ]
      : []),
    ...(order.askedNot > 0 ? [text.askedNot(order.askedNot, formats.number(order.askedNot))] : []),
    ...(barred > 0 ? [text.barred(barred, formats.number(barred))] : []),
  ];
  return (
    <>
      <p>{text.sentence(parts.join(", "))}</p>
      {order.rooms.length > 1 && (
        <ul class="dry-into small num" aria-label={text.intoLabel}>
          {order.rooms
            .filter((room) => (order.into[room] ?? 0) > 0)
            .map((room) => (
              <li key={room}>{text.into(roomNameOf(venue, room, words), formats.number(order.into[room] ?? 0))}</li>
            ))}
        </ul>
      )}
    </>
  );
}
