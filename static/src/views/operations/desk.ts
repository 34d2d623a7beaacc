import { effect, signal, untracked } from "@preact/signals";
import { browserTimers } from "../../net/timers";
import { type HouseRoom, type Sample, type Venue } from "../../state";
import { Directory } from "../whereabouts/directory";
import { Finder } from "../whereabouts/finder";
import { type KnownNode, nameOf, withNodes } from "./alarms";

const PAGE = 20;
/** Points of a room's line: as many as the house's own line has. */
const KEPT = 360;

/** People present in each room, one number for each sample of the house. */
export type RoomTrends = ReadonlyMap<string, readonly number[]>;

/** What an operator's board remembers between two looks, from the first one on. */
export class OperationsDesk {
  readonly finder: Finder;
  readonly directory: Directory;
  readonly nodes = signal<readonly KnownNode[]>([]);
  readonly trends = signal<RoomTrends>(new Map());

  constructor(venue: Venue) {
    this.directory = new Directory((query) => venue.findPeople(query));
    this.finder = new Finder((query) => venue.findPeople(query), browserTimers, PAGE);
    let last: Sample | undefined;
    // Lives as long as the visit: a node that went while nobody looked is told at the next look.
    effect(() => {
      const { measured, samples } = venue.board.value;
      const newest = samples.at(-1);
      untracked(() => {
        if (measured?.store) this.nodes.value = withNodes(this.nodes.value, measured);
        if (newest !== last) this.trends.value = withRooms(this.trends.value, venue.house.value.rooms);
        last = newest;
      });
    });
  }

  /** A node that is gone is known about: no alarm any more. */
  forget(name: string): void {
    this.nodes.value = this.nodes.value.filter((known) => nameOf(known) !== name);
  }
}

/** The lines of all rooms and tables, one point longer. */
export function withRooms(trends: RoomTrends, rooms: readonly HouseRoom[]): RoomTrends {
  const all = rooms.flatMap((room) => [room, ...room.tables]);
  return new Map(all.map(({ id, present }) => [id, [...(trends.get(id) ?? []), present].slice(-KEPT)]));
}

const desks = new WeakMap<Venue, OperationsDesk>();

/** The board of this visit. */
export function deskIn(venue: Venue): OperationsDesk {
  const known = desks.get(venue);
  if (known) return known;
  const made = new OperationsDesk(venue);
  desks.set(venue, made);
  return made;
}
