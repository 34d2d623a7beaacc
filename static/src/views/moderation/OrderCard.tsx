import { useVenue } from "../../app/context";
import { Button, IconButton } from "../../components/Button";
import { useFormats, useTexts } from "../../i18n";
import { type MoveOrder } from "../../state";
import { roomNameOf } from "../whereabouts/roomNames";
import { ageOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useNow } from "../whereabouts/useNow";
import { type ModerationDesk } from "./desk";
import { FateBar } from "./FateBar";
import { FateDetails } from "./FateDetails";
import { type Group, groupsOf } from "./groups";
import { moderationTexts } from "./texts";

interface Props {
  order: MoveOrder;
  desk: ModerationDesk;
  onToggle: (open: boolean) => void;
}

const STEP = 1_000;

/** One order: where to, whom, what became of everybody, and what can be done about those who did not arrive. */
export function OrderCard({ order, desk, onToggle }: Props) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).orders;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const now = useNow(STEP);
  const groups = groupsOf(order, now);
  const count = order.people.size;
  const from = desk.origins.get(order.order);
  const there = groups.flatMap(({ fate, ids }) =>
    fate === "arrived" || fate === "moved" || fate === "unconfirmed" ? ids : [],
  );
  const reselect = (group: Group) => (desk.selection.value = { chosen: new Set(group.ids), anchor: null });
  const note = (id: string, { fate }: Group) => {
    const room = desk.directory.known.value.get(id)?.room ?? null;
    // Where somebody is that should be there is told only if it is somewhere else.
    const expected = fate !== "full" && fate !== "barred" && room === order.to;
    return room === null || expected ? "" : text.where(roomNameOf(venue, room, words));
  };
  return (
    <li class="order">
      <div class="order-head">
        <div class="grow">
          <h3 tabIndex={-1}>{text.to(roomNameOf(venue, order.to, words))}</h3>
          <p class="small muted num">
            {text.meta(text.people(count, formats.number(count)), ageOf(now - order.at, words, formats))}
          </p>
          {order.reason && <p class="small muted said">{text.reason(order.reason)}</p>}
        </div>
        <IconButton icon="close" label={text.dismiss} onClick={() => venue.dismissOrder(order.order)} />
      </div>
      <FateBar groups={groups} />
      <ul class="fates">
        {groups.map(({ fate, ids }) => (
          <li key={fate} class={`fate ${fate}`}>
            {text.fates[fate](formats.number(ids.length))}
          </li>
        ))}
      </ul>
      {from !== undefined && there.length > 0 && (
        <Button small look="quiet" icon="undo" onClick={() => desk.begin(there, from)}>
          {text.back(roomNameOf(venue, from, words))}
        </Button>
      )}
      <FateDetails
        groups={groups}
        known={desk.directory.known.value}
        explained
        onToggle={onToggle}
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
