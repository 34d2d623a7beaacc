/** A seat on the plan: its middle, in units of the plan's own grid, where two neighbours are one unit apart. */
export interface Seat {
  readonly x: number;
  readonly y: number;
}

export interface Hall {
  readonly seats: readonly Seat[];
  readonly width: number;
  readonly height: number;
}

/** deep: as high as a stage on a wide screen; flat: a band on a phone. */
export type HallShape = "deep" | "flat";

/** Between two rows, in seats. */
const ROW = 1.12;
/** How far the rows reach round the stage to each side, in radians. */
const SWEEP = 0.98;
/** How far the first row is from the middle of the stage: the farther, the wider and flatter the hall. */
const FIRST_ROW: Readonly<Record<HallShape, number>> = { deep: 0.34, flat: 1.5 };

/** So many chairs are set up in a hall that has room for more than one sees at a glance. */
const ROWS_OF_CHAIRS = [120, 180, 240, 320, 420, 540, 700, 900, 1200];
const ALL_SHOWN = 200;

/**
 * How many chairs the plan of a hall shows: all of them where the number of places matters to those who come, else as many as
 * are needed, and some free ones.
 */
export function chairsFor(capacity: number | null, present: number): number {
  if (capacity !== null && capacity <= ALL_SHOWN) return Math.max(capacity, present);
  const needed = ROWS_OF_CHAIRS.find((chairs) => chairs >= present * 1.15) ?? Math.ceil(present * 1.15);
  return Math.max(present, Math.min(capacity ?? needed, needed));
}

/** An amphitheatre of `count` seats: rows that curve round a stage at the top, the last row as full as the others. */
export function hall(count: number, shape: HallShape = "deep"): Hall {
  const rows = rowsOf(count, shape);
  const raw = rows.flatMap(({ radius, seats }) =>
    Array.from({ length: seats }, (_, at) => {
      const angle = seats === 1 ? 0 : SWEEP * ((2 * at) / (seats - 1) - 1);
      return { x: radius * Math.sin(angle), y: radius * Math.cos(angle) };
    }),
  );
  const left = Math.min(0, ...raw.map((seat) => seat.x)) - 0.6;
  const top = Math.min(...raw.map((seat) => seat.y), Infinity) - 0.6;
  const seats = raw.map((seat) => ({ x: round(seat.x - left), y: round(seat.y - top) }));
  const height = Math.max(0, ...seats.map((seat) => seat.y)) + 0.6;
  return { seats, width: round(-2 * left), height: round(height) };
}

function rowsOf(count: number, shape: HallShape): { radius: number; seats: number }[] {
  const rows: { radius: number; seats: number }[] = [];
  if (count <= 0) return rows;
  const first = Math.max(1.6, FIRST_ROW[shape] * Math.sqrt(count));
  let room = 0;
  while (room < count) {
    const radius = first + rows.length * ROW;
    const seats = Math.max(1, Math.floor(2 * SWEEP * radius) + 1);
    rows.push({ radius, seats });
    room += seats;
  }
  // What is too much is taken from all rows alike, so that no row stands out as half empty.
  for (let at = rows.length - 1; room > count; at = (at + rows.length - 1) % rows.length) {
    const row = rows[at];
    if (row && row.seats > 1) {
      row.seats -= 1;
      room -= 1;
    }
  }
  return rows;
}

/**
 * The order in which seats are shown as taken: people sit scattered, rather at the front. The same for every reader, and
 * one person more changes one seat only.
 */
export function seatingOrder(seats: readonly Seat[]): readonly number[] {
  const depth = Math.max(1, ...seats.map((seat) => seat.y));
  const wish = seats.map((seat, at) => scattered(at) + (0.55 * seat.y) / depth);
  return seats.map((_, at) => at).sort((one, other) => (wish[one] ?? 0) - (wish[other] ?? 0));
}

/** A number between 0 and 1 that looks like chance and is always the same for the same seat. */
function scattered(at: number): number {
  let mixed = Math.imul(at + 1, 2654435761);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 2246822519);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

/** `count` seats round a table of radius 1 that stands in the middle of a square of side 4; the first one at the top. */
export function roundTable(count: number, distance = 1.5): readonly Seat[] {
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count;
    return { x: round(2 + distance * Math.sin(angle)), y: round(2 - distance * Math.cos(angle)) };
  });
}

/**
 * Who sits on which chair, so that nobody changes chairs when others come and go: `before` says who sat where, and whoever is
 * new takes the first free one. Empty chairs are null; there are as many as people when there are more people than chairs.
 */
export function seated(
  before: readonly (string | null)[],
  people: readonly string[],
  chairs: number,
): (string | null)[] {
  const present = new Set(people);
  const places = Array.from({ length: Math.max(chairs, people.length) }, (_, at) => {
    const sitter = before[at] ?? null;
    return sitter !== null && present.has(sitter) ? sitter : null;
  });
  const known = new Set(places);
  for (const person of people) {
    if (!known.has(person)) places[places.indexOf(null)] = person;
  }
  return places;
}

/** Dots at the seats as one path, drawn with round line ends: cheap for a thousand of them. */
export function dots(seats: readonly Seat[]): string {
  return seats.map((seat) => `M${seat.x} ${seat.y}h0`).join("");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
