import { type house as de } from "../de/house";
import { type Like } from "../languages";

export const house: Like<typeof de> = {
  title: "The house",
  total: (count, shown) => (count === 1 ? "1 person in the house" : `${shown} people in the house`),
  open: "House",
  close: "Close the house",
  rooms: "Rooms",
  gathering: "Meeting people",
  workshops: "Workshops",
  now: "now",
  here: "You are here",
  full: "full",
  closed: "closed",
  locked: "not on your invitation",
  people: (count) => (count === 0 ? "nobody there" : count === 1 ? "1 person" : `${count} people`),
  seats: "seats taken",
  of: (taken, capacity) => `${taken} of ${capacity}`,
  tables: (people, tables, free) =>
    tables === 0
      ? `${free} seats free at the tables`
      : `${people} ${people === 1 ? "person" : "people"} at ${tables} ${tables === 1 ? "table" : "tables"} · ${free} seats free`,
  next: (time, title) => `${time} ${title}`,
  empty: "No rooms have been set up for this event yet.",
  stale: (time) => `As of ${time}, currently without a connection`,
};
