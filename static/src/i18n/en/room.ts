import { type room as de } from "../de/room";
import { type Like } from "../languages";

export const room: Like<typeof de> = {
  stage: "Stage",
  side: "Conversation and people",
  sideTabs: "Conversation or people",
  running: "on now",
  left: (minutes) => (minutes === 1 ? "1 minute left" : `${minutes} minutes left`),
  timeUp: "Time is up",
  ending: {
    left: (time) => `${time} left`,
    held: "On hold. It goes on in a moment.",
    over: "Time is up. A moderator will go on in a moment.",
    more: (minutes, until) =>
      `${minutes === 1 ? "One more minute" : minutes === 2 ? "Two more minutes" : `${minutes} more minutes`}, until ${until}`,
    minutes: (minutes) => (minutes === 1 ? "One minute left." : `${minutes} minutes left.`),
    seconds: (seconds) => `${seconds} seconds left.`,
  },
  people: (count, shown) => (count === 1 ? "1 person" : `${shown} people`),
  seats: (taken, capacity) => `${taken} of ${capacity} seats taken`,
  nextHere: (time, title) => `It goes on here at ${time}: ${title}`,
  nothingHere: "Nothing more is planned in this room today.",
  onStage: "On the panel",
  freeSeat: "free",
  you: "You",
  hall: (title) => `All tables: ${title}`,
  about: "Info",
  reactions: "Reactions",
  react: {
    applause: "Applause",
    agree: "Agree",
    heart: "Heart",
    laugh: "Laughter",
    surprise: "Surprise",
  },
  reacted: (kind, count) => `${kind} ${count}`,
  arriving: "Opening the room …",
  silencedReact: "You cannot react at the moment.",
};
