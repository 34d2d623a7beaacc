import { type ahead as german } from "../de/ahead";
import { type Like } from "../languages";

export const ahead: Like<typeof german> = {
  title: (room) => `You are about to move on: ${room}`,
  titleSeveral: "You are about to move on: to one of several rooms",
  by: (name) => `${name} takes you there.`,
  byTeam: "The moderators take you there.",
  reason: (text) => `Reason: ${text}`,
  draft: "What you are writing comes along.",
  left: (span) => `in ${span}`,
  now: "now",
  go: "Go now",
  more: "Two more minutes",
  decline: "Stay here",
  said: (room, time, by) => `You move on at ${time}: ${room}. ${by}`,
  soon: (room, seconds) => `${seconds} seconds left, then you move on: ${room}.`,
  several: "several rooms",
  failed: (why) => why,
  off: {
    cancelled: "You stay here: the moderators took it back.",
    full: "You stay here: no seat is left there.",
    barred: "You stay here: your ticket does not lead there.",
  },
  offTitle: (room) => `You do not move on after all: ${room}`,
  understood: "Got it",
};
