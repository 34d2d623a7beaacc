import { type door as german } from "../de/door";
import { type Like } from "../languages";

/** The door: who comes in, as whom, and what is kept of it. */
export const door: Like<typeof german> = {
  welcome: "Welcome",
  enterAs: (name: string) => `Enter as ${name}`,
  you: "Your ticket",
  continueAs: (name: string) => `Continue as ${name}`,
  already: "You are already signed in on this device.",
  otherTicket: (name: string) => `${name} is signed in on this device. With your ticket you enter instead.`,
  notYou: "Not you? Sign out",
  checking: "Your ticket is being checked …",
  entering: "You are entering …",
  enter: "Enter",
  roles: { participant: "Participant", speaker: "Speaker", moderator: "Moderator", operator: "Operator" },
  whenLabel: "When",
  organisersLabel: "Organisers",
  hours: (span: string) => span,
  eventTime: (zone: string) => `Times of the event (${zone})`,
  yourTime: (span: string) => `${span} where you are`,
  by: (organisers: string) => `Organised by ${organisers}`,
  openTitle: "What is your name?",
  openHint: "Others see you under this name.",
  name: "First and last name",
  org: "Organisation (optional)",
  orgHint: "For example your jobcentre, your district or your city.",
  nameMissing: "Please enter your name.",
  nameLong: (most: number) => `The name is too long: ${most} characters at most.`,
  orgLong: (most: number) => `This is too long: ${most} characters at most.`,
  storedTitle: "What is stored",
  storedWhat:
    "Your name, your organisation and which room you are in: everybody who takes part can see them. Your messages: everybody can see them who is in the room or enters it later. What you ask at the help desk: only the team can see it, and it is erased as soon as it is settled.",
  storedMessages: (span: string) => `Messages: erased ${span}.`,
  storedNames: (span: string) => `Names and whereabouts: erased ${span}.`,
  storedJournal: (span: string) => `The moderators' journal: erased ${span}.`,
  afterHours: (hours: number) => {
    if (hours === 0) return "when the event ends";
    return hours === 1 ? "one hour after the event ends" : `${hours} hours after the event ends`;
  },
  afterDays: (days: number) => (days === 1 ? "one day after the event ends" : `${days} days after the event ends`),
  storedCookie:
    "One technically necessary cookie keeps you signed in. There are no statistics, no advertising and no connection to other providers.",
  storedYours: "You can see and erase your data at any time under “My data”.",
  rehearsal:
    "This is a rehearsal of the event, not the event itself. It lasts a few minutes. Then everything that happened here is erased.",
  demo: "This is a demonstration with an example. Everybody who has opened it sees what you write.",
  needTicketTitle: "Enter with the link in your invitation",
  needTicket: "Open the link in your invitation. It holds your personal ticket; you need no password.",
  pasteLabel: "Or paste the link here",
  pasteHint: "The whole link in the invitation, with everything after the #.",
  pasteAction: "Check the link",
  pasteWrong: "There is no ticket in this text. Please copy the whole link in the invitation.",
  help: "You cannot get in? The organiser can help you. How to reach them stands in the",
  byName: "Enter with a name",
  again: "Try again",
  offline: "No connection. Please check your internet and try again.",
  refused: {
    ticket_forged: {
      title: "We cannot read this ticket",
      body: "Perhaps the link was cut off when it was copied. It is best to open it from the invitation itself.",
    },
    ticket_expired: {
      title: "Your ticket has expired",
      body: "Please ask the organiser to send you a new one.",
    },
    ticket_revoked: {
      title: "Your ticket was withdrawn",
      body: "Perhaps you have been sent a new one: then open the link in the latest invitation.",
    },
    ticket_other_event: {
      title: "This ticket is for another event",
      body: "Please open the link in the invitation to this event.",
    },
    ticket_needed: {
      title: "You need a ticket here",
      body: "Open the link in your invitation. It holds your personal ticket.",
    },
    name_needed: {
      title: "Your name is missing",
      body: "Please enter your name.",
    },
    name_too_long: {
      title: "The name is too long",
      body: "Please enter 80 characters at most.",
    },
    name_bad: {
      title: "The name cannot be shown",
      body: "It has characters that cannot be shown. Please type it anew.",
    },
    shown_out: {
      title: "The team has asked you to leave",
      body: "If that was a mistake, the team can let you in again. Try again afterwards.",
    },
    pass_ended: {
      title: "Your access has ended",
      body: "Please open the link in your invitation once more.",
    },
    not_allowed: {
      title: "You may not do that here",
      body: "You do not have permission. Please ask the organisers.",
    },
    too_many: {
      title: "Very many people are coming in",
      body: "Please wait a moment and try again.",
    },
    bad_request: {
      title: "That did not work",
      body: "Please reload the page and try again.",
    },
    store_unavailable: {
      title: "The event cannot be reached at the moment",
      body: "This is not your fault. Please try again shortly.",
    },
  },
  data: {
    title: "My data",
    intro: "This is everything that is stored about you. You can erase it at any time.",
    loading: "Your data are being fetched …",
    failed: "Your data could not be fetched.",
    again: "Try again",
    person: "Person",
    name: "Name",
    org: "Organisation",
    roles: "Roles",
    none: "not given",
    room: "Room",
    nowhere: "in no room",
    since: "Entered",
    route: "My day",
    noRoute: "You have no place and are on no waiting list.",
    places: { placed: "place", waiting: "waiting list", offered: "place reserved" },
    follow: "Taken along when a round begins",
    follows: { always: "automatically", ask: "ask first", never: "not at all" },
    messages: "My messages",
    noMessages: "You have not written anything yet.",
    help: "Your open question at the help desk",
    moves: "Orders that moved you",
    fates: {
      announced: "announced",
      ordered: "on the way",
      arrived: "arrived",
      already: "there already",
      offline: "on return",
      full: "no seat",
      barred: "not possible",
      declined: "declined",
      cancelled: "cancelled",
      returned: "brought back",
      elsewhere: "walked on yourself",
      overtaken: "overtaken by a later order",
    },
    journal: "In the moderators' journal",
    noJournal: "Nothing about you stands there.",
    acts: {
      announce: "Announcement",
      delete: "Message deleted",
      let_in: "Let in again",
      move: "Brought to another room",
      revoke: "Ticket withdrawn",
      show_out: "Asked to leave",
      silence: "Muted",
      unsilence: "No longer muted",
    },
    act: (act: string, reason: string) => (reason === "" ? act : `${act}. Reason: ${reason}`),
    save: "Save as a file",
    eraseTitle: "Erase everything",
    eraseBody:
      "Your name, your messages and your whereabouts are erased at once, and you leave the event. This cannot be undone.",
    erase: "Erase my data",
    eraseSure: (messages: number) =>
      messages === 0
        ? "Erase your data now and leave the event?"
        : messages === 1
          ? "Erase your data with one message now and leave the event?"
          : `Erase your data with ${messages} messages now and leave the event?`,
    eraseYes: "Yes, erase everything",
    eraseNo: "No, keep them",
    eraseFailed: "Erasing did not work. Please try again.",
    notInside: "Enter to see and erase your data.",
    back: "Back to the event",
    toDoor: "To the entrance",
  },
};
