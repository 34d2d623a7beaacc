import { type refusals as german } from "../de/refusals";
import { type Like } from "../languages";

/** Why something was not done, and what helps: one sentence per code of the wire. */
export const refusals: Like<typeof german> = {
  bad_json: "The venue did not understand that. Please reload the page.",
  not_text: "The venue did not understand that. Please reload the page.",
  too_large: "That is too much at once. Please split it up.",
  unknown_command: "This page is out of date. Please reload it.",
  bad_field: "This page is out of date. Please reload it.",
  bad_text: "The text is empty or has characters that cannot be shown.",
  too_long: "The text is too long. Please shorten it.",
  too_many: "That was a little too fast. Please wait a moment.",
  not_allowed: "You are not allowed to do that here.",
  not_here: "You are in another room by now.",
  no_room: "There is no such room.",
  room_full: "The room is full: every seat is taken.",
  silenced: "You cannot write at the moment. The moderators have muted you.",
  not_found: "That is no longer there.",
  conflict: "Two things happened at once. Please try again.",
  store_unavailable: "The venue cannot save this at the moment. Please try again shortly.",
  server_error: "Something went wrong on our side. Please try again.",
  no_answer: "The venue did not answer. Please try again.",
  lost: "The connection is interrupted. Please try again shortly.",
};
