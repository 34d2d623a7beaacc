import { type people as de } from "../de/people";
import { type Like } from "../languages";

export const people: Like<typeof de> = {
  title: "People",
  inRoom: (count, shown = String(count)) => (count === 1 ? "1 person in the room" : `${shown} people in the room`),
  list: "Who is here",
  search: "Search name or organisation",
  clear: "Clear search",
  me: "You",
  moderator: "Moderator",
  operator: "Team",
  speaker: "On the panel",
  rehearsal: "Rehearsal",
  loading: "Loading people …",
  more: "Show more people",
  shown: (shown, total) => `${shown} of ${total} shown`,
  found: (total) => (total === 0 ? "Nobody found" : total === 1 ? "1 person found" : `${total} people found`),
  aloneTitle: "You are the only one here so far.",
  aloneText: "As soon as somebody comes in, you will see their name here.",
  nobodyTitle: "Nobody found",
  nobodyText: "Nobody with this name or organisation is in this room at the moment.",
  failedTitle: "The list could not be loaded.",
  retry: "Try again",
};
