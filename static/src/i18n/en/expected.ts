import { type expected as de } from "../de/expected";
import { type Like } from "../languages";

export const expected: Like<typeof de> = {
  tab: "Should and is",
  title: "Should and is",
  intro: "Who has a place, and who is really there. The numbers renew themselves while you are here.",
  running: "On now",
  next: (time) => `Next, ${time}`,
  waiting: "no numbers yet",
  stale: (reason) => `The numbers are not up to date. ${reason}`,
  emptyTitle: "No more rounds",
  emptyText: "No round with places is on now, and none follows today.",
  expected: (text) => `${text} expected`,
  counts: {
    here: (text) => `${text} here`,
    missing: (text) => `${text} not in the venue`,
    strayed: (text) => `${text} strayed`,
    unexpected: (text) => `${text} here without a place`,
  },
  ahead: {
    strayed: (text) => `${text} still elsewhere`,
    name: "Still elsewhere",
    fetch: (text) => `Fetch now (${text})`,
  },
  names: { here: "Here", missing: "Not in the venue", strayed: "Strayed", unexpected: "Here without a place" },
  nobody: "Nobody has a place here.",
  age: (age) => age,
  fetch: (text) => `Fetch the strayed (${text})`,
  fetchFor: (fetch, title) => `${fetch}: ${title}`,
  details: "Who exactly?",
  detailsOf: (title) => `Who exactly? ${title}`,
};
