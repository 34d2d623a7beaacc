import { type app as german } from "../de/app";
import { type Like } from "../languages";

/** The frame around all views: titles, language, theme, what went wrong, and the ways out. */
export const app: Like<typeof german> = {
  loading: "The event is being loaded …",
  entering: "You are entering …",
  enteringSlowly: "This takes longer than usual. We keep trying; there is nothing you need to do.",
  skip: "Skip to the content",
  mainLabel: "Content",
  languageLabel: "Language",
  themeLabel: "Appearance",
  themes: { auto: "Automatic", light: "Light", dark: "Dark" },
  close: "Close",
  legal: {
    label: "Legal",
    imprint: "Imprint",
    privacy: "Privacy",
    accessibility: "Accessibility",
    back: "Back",
    empty: "The event gives no text on this.",
  },
  titles: {
    door: "Entrance",
    day: "My day",
    programme: "Programme",
    moderation: "Moderation",
    run: "Run of show",
    operations: "Operations",
    infodesk: "Help desk",
    privacy: "My data",
    nowhere: "Page not found",
    ended: "Left",
  },
  unread: (count: number) => `(${count})`,
  nowhere: {
    title: "There is no such page",
    body: "Perhaps the address is not complete. You find all rooms in the foyer.",
    noRoom: "There is no such room at this event. You find all rooms in the foyer.",
    action: "To the foyer",
  },
  forbidden: {
    title: "This area is not open to you",
    body: "It is for the event's team. If you belong to it, please ask those in charge.",
  },
  broken: {
    title: "Something went wrong here",
    body: "The page could not be shown. What you have written is saved. Please reload the page.",
    action: "Reload",
  },
  unreachable: {
    title: "The event cannot be reached at the moment",
    body: "Please check your internet connection. We keep trying.",
    action: "Try now",
  },
  ended: {
    left: {
      title: "See you soon!",
      body: "You have left the event. Your seat is free.",
      action: "Enter again",
    },
    passEnded: {
      title: "Your access has ended",
      body: "Your ticket was withdrawn or has expired, or the team has asked you to leave. The entrance tells you how to go on.",
      action: "To the entrance",
    },
    noPass: {
      title: "Please enter once more",
      body: "Your access is no longer valid on this device. Open the link in your invitation to come in.",
      action: "To the entrance",
    },
    elsewhere: {
      title: "The event is open in too many windows",
      body: "This window was closed because you opened newer ones. Close the others if you want to go on here.",
      action: "Go on here",
    },
    abuse: {
      title: "The connection was closed",
      body: "This browser sent something that the event does not understand. Reloading the page usually helps.",
      action: "Reload",
    },
    erased: {
      title: "Your data are erased",
      body: "Your name, messages and whereabouts are erased. You can close this window.",
      action: "To the entrance",
    },
    reason: (words) => `Reason given by the team: ${words}`,
    forget: "Sign out on this device",
  },
};
