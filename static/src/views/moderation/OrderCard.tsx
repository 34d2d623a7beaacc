import { useVenue } from "../../app/context";
import { Button, IconButton } from "../../components/Button";
import { useFormats, useTexts } from "../../i18n";
import { type MoveOrder } from "../../state";
import { total } from "../../state/people";
import { roomNameOf } from "../whereabouts/roomNames";
import { ageOf, countdownOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useNow } from "../whereabouts/useNow";
import { type ModerationDesk } from "./desk";
import { FateBar } from "./FateBar";
import { FateDetails } from "./FateDetails";
import { classOf, type Group, groupsOf, numbersOf } from "./groups";
import { OrderDeeds } from "./OrderDeeds";
import { OrderNotes } from "./OrderNotes";
import { orderTexts } from "./texts";

interface Props {
  order: MoveOrder;
  desk: ModerationDesk;
  onToggle: (open: boolean) => void;
}

const STEP = 1_000;
const COUNTDOWN_STEP = 250;

/** One order: where to, whom, what became of everybody, and what can be done about it. */
export function OrderCard({ order, desk, onToggle }: Props) {
  const venue = useVenue();
  const text = useTexts(orderTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const now = useNow(order.counts.announced > 0 ? COUNTDOWN_STEP : STEP);
  const groups = groupsOf(order, now);
  const numbers = numbersOf(order, now);
  const count = total(order.counts);
  const note = useNotes(order, desk);
  const mine = order.by === "" || order.by === venue.me.value?.person.id;
  const title =
    order.rooms.length > 1
      ? text.toSeveral(formats.number(order.rooms.length))
      : text.to(roomNameOf(venue, order.to, words));
  const reselect = (group: Group) => (desk.selection.value = { chosen: new Set(group.ids), anchor: null });
  const toggled = (open: boolean) => {
    if (open && !order.complete) void venue.showOrder(order.order).catch(() => undefined);
    onToggle(open);
  };
  return (
    <li class={`order ${mine ? "mine" : ""}`}>
      <div class="order-head">
        <div class="grow">
          <h3 tabIndex={-1}>{title}</h3>
          <p class="small muted num">
            {text.meta(text.people(count, formats.number(count)), ageOf(now - order.at, words, formats))}
            {!mine && <> · {order.byName ? text.by(order.byName) : text.byNobody}</>}
          </p>
          {order.reason && <p class="small muted said">{text.reason(order.reason)}</p>}
        </div>
        {order.counts.announced > 0 && (
          <span class="order-due num">{order.due > now ? text.due(countdownOf(order.due - now)) : text.dueNow}</span>
        )}
        <IconButton icon="close" label={text.dismiss} onClick={() => venue.dismissOrder(order.order)} />
      </div>
      <FateBar numbers={numbers} />
      <ul class="fates">
        {numbers.map(({ fate, count }) => (
          <li key={fate} class={`fate ${classOf(fate)}`}>
            {text.fates[fate](formats.number(count), count)}
          </li>
        ))}
      </ul>
      <OrderNotes order={order} desk={desk} />
      <OrderDeeds order={order} />
      <FateDetails
        groups={groups}
        known={desk.directory.known.value}
        explained
        onToggle={toggled}
        note={note}
        deeds={(group) => (
          <Button small look="quiet" icon="check" onClick={() => reselect(group)}>
            {group.ids.length === 1 ? text.reselectOne : text.reselect(formats.number(group.ids.length))}
          </Button>
        )}
      />
    </li>
  );
}

/** What stands behind a name: where somebody is that should be elsewhere, or which order came after this one. */
function useNotes(order: MoveOrder, desk: ModerationDesk): (id: string, group: Group) => string {
  const venue = useVenue();
  const text = useTexts(orderTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  return (id, { fate }) => {
    const later =
      fate === "overtaken" ? venue.orders.value.find((each) => each.order === order.overtakenBy.get(id)) : undefined;
    if (later) {
      const room = roomNameOf(venue, later.to, words);
      return text.overtakenBy(later.byName || text.somebody, room, formats.clock(later.at));
    }
    const room = desk.directory.known.value.get(id)?.room ?? null;
    // Where somebody is that should be there is told only if it is somewhere else.
    const expected = fate !== "full" && fate !== "barred" && room !== null && order.rooms.includes(room);
    return room === null || (expected && order.rooms.length === 1) ? "" : text.where(roomNameOf(venue, room, words));
  };
}
