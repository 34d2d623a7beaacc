import { type programme as de } from "../de/programme";
import { type Like } from "../languages";

export const programme: Like<typeof de> = {
  title: "Programme",
  zone: (zone) => `All times in the time zone of the event: ${zone}.`,
  zoneDiffers: (here) => `Where you are it is now ${here}.`,
  toNow: "To what is on now",
  nowIs: (time) => `Now, ${time}`,
  moved: (now, planned) => `moved: ${now} instead of ${planned}`,
  longer: (now, planned) => `ends ${now} instead of ${planned}`,
  running: "on now",
  past: "over",
  here: "You are here",
  full: "full",
  closed: "closed",
  parallel: (count) => `${count} workshops in parallel`,
  enter: "Go there",
  seats: (taken, capacity) => `${taken} of ${capacity} seats`,
  people: (count) => (count === 1 ? "1 person" : `${count} people`),
  emptyTitle: "The programme will follow",
  emptyText: "It will appear here as soon as it is settled. The rooms are open already.",
};
