import { useMemo } from "preact/hooks";
import { dots, hall, type HallShape, roundTable, seatingOrder } from "./seats";

interface HallProps {
  /** Seats in the hall; where there is no bound, as many as look like a hall. */
  seats: number;
  /** How many of them are taken. */
  present: number;
  /** One of them is mine. */
  mine?: boolean;
  shape?: HallShape;
}

/** Rows round the stage, a dot for each seat. A picture: the numbers stand beside it in words. */
export function HallMap({ seats, present, mine, shape }: HallProps) {
  const plan = useMemo(() => hall(seats, shape), [seats, shape]);
  const order = useMemo(() => seatingOrder(plan.seats), [plan]);
  const taken = Math.min(present, plan.seats.length);
  const own = mine && taken > 0 ? 1 : 0;
  const paths = useMemo(() => {
    const pick = (from: number, to: number) => dots(order.slice(from, to).flatMap((at) => plan.seats[at] ?? []));
    return { free: pick(taken, plan.seats.length), taken: pick(own, taken), mine: pick(0, own) };
  }, [plan, order, taken, own]);
  return (
    <svg
      class="hall-map"
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      style={{ "--seats-wide": String(plan.width) }}
      aria-hidden="true"
      focusable="false"
    >
      <path class="seat-free" d={paths.free} />
      <path class="seat-taken" d={paths.taken} />
      <path class="seat-mine" d={paths.mine} />
    </svg>
  );
}

interface TableProps {
  seats: number;
  taken: number;
  mine?: boolean;
  /** What stands on the table: its number. */
  label?: string;
}

/** A round table from above. A picture: the numbers stand beside it in words. */
export function TableMap({ seats, taken, mine, label }: TableProps) {
  const places = useMemo(() => roundTable(seats), [seats]);
  const filled = Math.min(taken, seats);
  const own = mine && filled > 0 ? 1 : 0;
  return (
    <svg class="table-map" viewBox="0 0 4 4" aria-hidden="true" focusable="false">
      <circle class="table-top" cx="2" cy="2" r="1" />
      <path class="seat-free" d={dots(places.slice(filled))} />
      <path class="seat-taken" d={dots(places.slice(own, filled))} />
      {own > 0 && <path class="seat-mine" d={dots(places.slice(0, 1))} />}
      {label && (
        <text x="2" y="2" class="table-label">
          {label}
        </text>
      )}
    </svg>
  );
}
