import { type news as german } from "../de/news";
import { type Like } from "../languages";

export const news: Like<typeof german> = {
  title: "The programme has changed",
  lost: (session) => `Your place in “${session}” is gone.`,
  waiting: (session) => `There are fewer places in “${session}”. You are near the head of the waiting list.`,
  added: (titles) => `New: ${titles}`,
  gone: (titles) => `Cancelled: ${titles}`,
  moved: (titles) => `Another time or another room: ${titles}`,
  rooms: (titles) => `New rooms: ${titles}`,
  roomsGone: (titles) => `These rooms are gone: ${titles}`,
  quoted: (title) => `“${title}”`,
  andMore: (titles, count) => `${titles} and ${String(count)} more`,
  show: "To the programme",
  understood: "Understood",
};
