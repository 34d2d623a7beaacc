import { type foyer as de } from "../de/foyer";
import { type Like } from "../languages";

export const foyer: Like<typeof de> = {
  welcome: (name) => (name ? `Welcome, ${name}` : "Welcome"),
  now: "Now",
  starts: (time) => `begins at ${time}`,
  in: (minutes) => (minutes === 1 ? "in 1 minute" : `in ${minutes} minutes`),
  left: (minutes) => (minutes === 1 ? "1 minute left" : `${minutes} minutes left`),
  goTo: (room) => `Go there: ${room}`,
  choose: "Choose a workshop",
  chooseText: (count) => `${count} workshops run at the same time. Just walk in.`,
  chooseNextText: (count) => `There are ${count} workshops to choose from. The rooms are open already.`,
  pause: "It is break time",
  pauseText: "There are free tables in the cafeteria.",
  before: "It begins soon",
  over: "The programme has ended",
  overText: "Thank you for coming. The rooms stay open for a while.",
  today: "Today",
  todayAll: "Whole programme",
  several: (count) => `${count} workshops to choose from`,
  running: "on now",
  done: "over",
  help: "Help desk",
  helpEmpty: "Questions? Write in the chat of the foyer: the team reads along.",
  freeTitle: "All rooms are open",
  freeText: "There is no fixed programme. Go wherever you like.",
};
