import { type places as de } from "../de/places";
import { type Like } from "../languages";

const people = (count: number): string => (count === 1 ? "1 person" : `${count} people`);

export const places: Like<typeof de> = {
  taken: (taken, places) => `${taken} of ${places} places taken`,
  registered: (taken) => (taken === 1 ? "1 person registered" : `${taken} people registered`),
  free: (count) => (count === 1 ? "1 place left" : `${count} places left`),
  full: "fully booked",
  waiting: (count) => (count === 1 ? "1 person is waiting" : `${count} people are waiting`),
  inRoom: (count) => (count === 0 ? "nobody here yet" : `${people(count)} here`),
  mine: "Your place",
  ahead: (count) => (count === 0 ? "Waiting list: you are next" : `Waiting list: ${people(count)} before you`),
  offered: "Place reserved for you",
  deeds: {
    take: "Take a place",
    wait: "Join the waiting list",
    giveUp: "Give up place",
    leave: "Leave waiting list",
    accept: "Accept place",
    refuse: "Decline",
    undo: "Undo",
  },
  about: (deed, title) => `${deed}: ${title}`,

  ask: {
    swapTitle: "Swap places?",
    swap: (old, title) =>
      `At the same time you have a place in “${old}”. You give it up and get one in “${title}” instead.`,
    swapWanted: (count) =>
      `${people(count)} ${count === 1 ? "is" : "are"} waiting for the old place. You cannot swap back.`,
    swapYes: "Yes, swap",
    waitTitle: "Join the waiting list?",
    wait: (old, title) =>
      `“${title}” is fully booked. You keep your place in “${old}” until you get one here. Then you give it up.`,
    waitYes: "Yes, join the list",
    giveUpTitle: "Give up your place?",
    giveUp: (title, count) =>
      `${people(count)} ${count === 1 ? "is" : "are"} waiting for a place in “${title}”. Yours passes on at once, and you do not get it back.`,
    giveUpYes: "Yes, give it up",
    leaveTitle: "Leave the waiting list?",
    leave: (title, count) =>
      `${people(count)} ${count === 1 ? "is" : "are"} waiting behind you for “${title}”. If you change your mind, you start at the end.`,
    leaveYes: "Yes, leave",
    keep: "Leave it as it is",
    close: "Close",
  },

  done: {
    placed: (title) => `You have a place: ${title}`,
    swapped: (title, old) => `Swapped: ${title} instead of ${old}`,
    waiting: (title) => `You are on the waiting list: ${title}`,
    waitingText: (ahead) =>
      `${ahead === 0 ? "You are next." : `${people(ahead)} ${ahead === 1 ? "is" : "are"} before you.`} We tell you here as soon as a place is free.`,
    kept: (old) => `Until then you keep your place in “${old}”.`,
    gaveUp: (title) => `Place given up: ${title}`,
    left: (title) => `Waiting list left: ${title}`,
    refused: (title) => `Place declined: ${title}`,
    refusedText: "It goes to the next person on the waiting list.",
    failed: (title) => `That did not work: ${title}`,
    close: "Close",
  },

  offer: {
    title: (title) => `A place is free: ${title}`,
    text: (span, room) => `${span}, ${room}.`,
    until: "Reserved for you, for another",
    instead: (old) => `If you accept, your place in “${old}” becomes free.`,
    more: (count) => (count === 1 ? "1 more offer is waiting." : `${count} more offers are waiting.`),
    said: (title, time) =>
      `A place is free: ${title}. It is reserved for you until ${time}. You can accept or decline at the start of the content.`,
    soon: (title) => `30 seconds left to accept the place: ${title}.`,
    lapsed: (title) => `The place is no longer reserved for you: ${title}`,
    lapsedText: "The time is up. The place went to the next person on the waiting list.",
    lapsedFree: "The time is up. But there is still a free place.",
    lapsedBegun: "It has already begun.",
    lapsedBegunFree: "It has already begun. But there is still a free place.",
    again: "Back on the waiting list",
    close: "Close",
  },

  ended: {
    begun: {
      title: (title) => `The waiting list has ended: ${title}`,
      text: "It has begun, and no place became free.",
    },
    withdrawn: {
      title: (title) => `The place is no longer reserved for you: ${title}`,
      text: "There are fewer places there now. You are back on the waiting list.",
    },
    understood: "Got it",
  },

  begin: {
    title: (title) => `Your workshop: ${title}`,
    soon: (time) => `It begins at ${time}.`,
    begun: (time) => `It began at ${time}.`,
    go: (room) => `Go there: ${room}`,
    stay: "Stay here",
  },

  changed: {
    title: "Your day has changed",
    gone: (title) => `“${title}” is cancelled.`,
    moved: (title, now, before) => `“${title}”: now ${now}, before ${before}.`,
    when: (span, room) => `${span}, ${room}`,
    show: "My day",
    understood: "Got it",
  },

  card: {
    title: "My day",
    open: "Open my day",
    next: (time) => `Your next place, ${time}`,
    now: "Your place, on now",
    chosen: (chosen, rounds) =>
      rounds === 1
        ? chosen === 1
          ? "1 round chosen"
          : "1 round, nothing chosen yet"
        : `${chosen} of ${rounds} rounds chosen`,
    over: "There is nothing left to choose today.",
    gap: (round) => `Nothing chosen yet: ${round}`,
    gapFree: (count) => (count === 1 ? "1 workshop with free places" : `${count} workshops with free places`),
    choose: "Choose now",
    waitingFor: (count) => (count === 1 ? "1 waiting list" : `${count} waiting lists`),
    yours: "Your workshop",
    others: (count) => (count === 1 ? "1 other workshop" : `${count} other workshops`),
  },
};
