import { type day as de } from "../de/day";
import { type Like } from "../languages";

export const day: Like<typeof de> = {
  title: "My day",
  programme: "Whole programme",
  chosen: (chosen, rounds) =>
    rounds === 1
      ? chosen === 1
        ? "You have a place."
        : "You have no place yet."
      : `You have a place in ${chosen} of ${rounds} rounds.`,
  emptyTitle: "Nothing chosen yet",
  emptyText: "Choose a workshop for each round. You can change it while there are free places.",
  nothingTitle: "You need not register for anything today",
  nothingText: "Everything is open to everybody. The programme shows what is on and when.",
  now: "Now",
  next: "Next",
  past: "over",
  pastParts: (count) => (count === 1 ? "1 session is over" : `${count} sessions are over`),
  overTitle: "The day has ended",
  overText: "Thank you for coming. The rooms stay open for a while.",
  was: "Your place was here",
  wasNone: "No place chosen",
  here: "You are here",
  go: "Go there",
  goTo: (title) => `Go there: ${title}`,
  before: (before) => `Changed, before ${before}`,
  gap: "Nothing chosen yet",
  gapFree: (count) => (count === 1 ? "1 workshop with free places" : `${count} workshops with free places`),
  gapFull: "All workshops are fully booked. The waiting lists are open.",
  gapBegun: "All workshops are fully booked and have begun.",
  choose: "Choose a workshop",
  others: "Choose another workshop",
  hoped: (round) => `Waiting lists and offers: ${round}`,

  follow: {
    title: "When a round begins",
    intro: "A round begins and you have a place in it. How would you like to get there?",
    always: "Take me along automatically",
    alwaysText: "Your room changes by itself. What you are writing is kept.",
    ask: "Ask me first",
    askText: "You get a notice and decide for yourself.",
    never: "Do not take me along",
    neverText: "You stay where you are until you go yourself, or the room closes.",
    saved: "Saved.",
  },

  calendar: {
    title: "In your calendar",
    intro: "Your day as appointments, with times and rooms.",
    file: "Download calendar file",
    make: "Show subscription address",
    makeText: "With a subscription your calendar fetches changes by itself.",
    link: "Subscription address",
    linkHint: "Paste it into your calendar as a subscription. Whoever knows it sees your day.",
    copy: "Copy",
    copied: "Copied.",
    notCopied: "Copying did not work. Please copy the address from the field.",
    failed: "The address could not be fetched just now. Please try again.",
  },
};
