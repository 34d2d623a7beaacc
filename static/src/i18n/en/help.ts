import { type help as de } from "../de/help";
import { type Like } from "../languages";

export const help: Like<typeof de> = {
  title: "Help desk",
  ask: "Get help",
  label: "What can we help you with?",
  hint: "One sentence will do. Only the team reads it, and it is erased as soon as your question is settled.",
  room: (room) => `You are here: ${room}. The team sees that.`,
  left: (count) => `${count} characters left`,
  empty: "Please say briefly what it is about.",
  send: "Ask for help",
  save: "Change",
  cancel: "Cancel",
  edit: "Change the text",
  withdraw: "Withdraw",
  again: "Ask something else",
  yours: "Your question",
  number: (number) => `Question no. ${number}`,
  lost: "The text of your question is not stored any more. You can write it again.",
  next: "It is your turn next.",
  ahead: (count, text) => (count === 1 ? "1 person is before you." : `${text} people are before you.`),
  waitingSince: (minutes) =>
    minutes < 1
      ? "You asked just now."
      : minutes === 1
        ? "You have been waiting for 1 minute."
        : `You have been waiting for ${minutes} minutes.`,
  stay: "You can go anywhere: you keep your place in the queue.",
  takenBy: (name) => `${name} is taking care of you.`,
  takenBySomebody: "Somebody of the team is taking care of you.",
  role: (name, role) => `${name} (${role})`,
  roles: { operator: "team", moderator: "moderator" },
  takenText: "Somebody may come to your room in a moment, or you will be fetched.",
  closedTitle: "Your question is settled",
  closed: {
    solved: "The team closed it as solved.",
    moved: "You were brought to where it goes on.",
    gone: "The team could not reach you.",
    duplicate: "It had been asked before.",
    other: "The team closed it.",
  },
  missed: "It was closed while you were not connected.",
  notHelped: "No help? Then simply ask again.",
  dismiss: "Close",
  sign: {
    waiting: (place) => `Help: place ${place}`,
    taken: "Help is coming",
    closed: "Help: settled",
  },
  short: {
    waiting: (place) => `place ${place}`,
    taken: () => "coming",
    closed: () => "settled",
  },
  desk: "Help desk",
  deskShort: "Help desk",
  waiting: (count) => (count === 1 ? "1 question is waiting" : `${count} questions are waiting`),
};
