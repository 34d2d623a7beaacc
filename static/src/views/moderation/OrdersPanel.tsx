import { useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { LiveRegion } from "../../components/LiveRegion";
import { useFormats, useTexts } from "../../i18n";
import { Button } from "../../components/Button";
import { total } from "../../state/people";
import { roomNameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useDirectory } from "../whereabouts/useDirectory";
import { type ModerationDesk } from "./desk";
import { OrderCard } from "./OrderCard";
import { orderTexts } from "./texts";

/** So many orders lie open; the others are one click away. */
const FIRST = 5;

/** The orders that I and others gave, newest first, each filling as people arrive. */
export function OrdersPanel({ desk }: { desk: ModerationDesk }) {
  const venue = useVenue();
  const text = useTexts(orderTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const [opened, setOpened] = useState(0);
  const orders = venue.orders.value;
  const known = desk.directory.known.value;
  const stranger = orders.some((order) => [...order.people.keys()].some((id) => !known.has(id)));
  useDirectory(desk.directory, stranger || opened > 0);
  const [all, setAll] = useState(false);
  const me = venue.me.value?.person.id;
  const newest = orders.find((order) => order.by === me);
  useFocusOn(newest?.order);
  const onDesk = all ? orders : orders.slice(0, FIRST);
  const progress = newest
    ? text.progress(
        formats.number(newest.counts.arrived),
        formats.number(total(newest.counts)),
        roomNameOf(venue, newest.to, words),
      )
    : "";
  return (
    <>
      <LiveRegion text={useSettled(progress)} />
      {orders.length > 0 && (
        <section class="panel orders-panel" aria-labelledby="desk-orders">
          <h2 id="desk-orders">{text.title}</h2>
          <ul class="orders">
            {onDesk.map((order) => (
              <OrderCard
                key={order.order}
                order={order}
                desk={desk}
                onToggle={(open) => setOpened((count) => count + (open ? 1 : -1))}
              />
            ))}
          </ul>
          {orders.length > FIRST && (
            <Button small look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? text.fewer : text.all(formats.number(orders.length))}
            </Button>
          )}
        </section>
      )}
    </>
  );
}

/** So long a text stays the same before it is read out, in ms: 400 arrivals are one sentence. */
const QUIET = 1_500;

function useSettled(text: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), QUIET);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** An order that was just given takes the focus: there one sees it fill. Those that were there before do not. */
function useFocusOn(order: string | undefined): void {
  const known = useRef(order);
  useEffect(() => {
    if (order === undefined || order === known.current) return;
    known.current = order;
    // The dialog gives the focus back first, to what may be gone by now.
    const frame = requestAnimationFrame(() => document.querySelector<HTMLElement>(".order.mine h3")?.focus());
    return () => cancelAnimationFrame(frame);
  }, [order]);
}
