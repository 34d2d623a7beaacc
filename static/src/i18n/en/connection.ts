import { type connection as german } from "../de/connection";
import { type Like } from "../languages";

/** How the venue is reached: said honestly, and what still works. */
export const connection: Like<typeof german> = {
  connecting: "connecting …",
  connected: "connected",
  reconnecting: "reconnecting …",
  offline: "offline",
  troubled: "in trouble",
  explainReconnecting:
    "The connection is interrupted and is being restored. You can go on reading and writing: what you write is sent as soon as the connection is back.",
  explainOffline:
    "Your device has no internet connection. You can go on reading and writing: what you write is sent as soon as the connection is back.",
  explainTroubled:
    "The venue cannot save anything at the moment. You can go on reading; what you write waits and is sent shortly.",
  back: "The connection is back.",
  lost: "The connection is interrupted.",
};
