import { describe, expect, it } from "vitest";
import { eventInfo, MINUTE, room, session, TEN } from "../testing/samples";
import { NO_PLACES, placed, type Places, replanned } from "./places";
import { newsAfter, publishedNews } from "./publications";

const item = (id: string, inRoom: string) => session(id, inRoom, TEN, TEN + MINUTE);

const before = eventInfo({
  rooms: [room("foyer", "foyer"), room("small", "workshop"), room("hall", "workshop")],
  sessions: [item("a", "small"), item("b", "hall")],
});

function withPlace(id: string): Places {
  return placed(NO_PLACES, { follow: "ask", places: [{ session: id, state: "placed", ahead: 0, until: 0 }] }, TEN);
}

describe("a version of the event that was published", () => {
  it("is no news where nobody would notice", () => {
    expect(publishedNews(before, { ...before, version: "2", help: { de: "Anders" } }, NO_PLACES, TEN)).toBeNull();
  });

  it("is news by what is new, gone, or elsewhere", () => {
    const after = eventInfo({
      rooms: [room("foyer", "foyer"), room("hall", "workshop"), room("attic", "workshop")],
      sessions: [item("b", "attic"), item("c", "hall")],
    });
    expect(publishedNews(before, after, NO_PLACES, TEN)).toEqual({
      at: TEN,
      lost: [],
      added: [{ de: "c" }],
      gone: [{ de: "a" }],
      moved: [{ de: "b" }],
      rooms: [{ de: "attic", en: "attic" }],
      roomsGone: [{ de: "small", en: "small" }],
    });
  });

  it("says first what it takes from me, and whether I wait for it now", () => {
    const lost = placed(withPlace("a"), { follow: "ask", places: [] }, TEN);
    const after = eventInfo({ ...before, sessions: [item("b", "hall")] });
    expect(publishedNews(before, after, lost, TEN)).toMatchObject({
      lost: [{ title: { de: "a" }, waiting: false }],
      gone: [],
    });
    const queued = placed(
      withPlace("a"),
      { follow: "ask", places: [{ session: "a", state: "waiting", ahead: 0, until: 0 }] },
      TEN,
    );
    expect(publishedNews(before, before, queued, TEN)).toMatchObject({ lost: [{ waiting: true }] });
  });

  it("does not repeat what my route says already", () => {
    const after = eventInfo({ ...before, sessions: [item("a", "hall"), item("b", "hall")] });
    const places = replanned(withPlace("a"), before, after);
    expect(places.changes).toHaveLength(1);
    expect(publishedNews(before, after, places, TEN)).toBeNull();
  });

  it("takes nothing from me that went a while ago", () => {
    const gone = placed(withPlace("a"), { follow: "ask", places: [] }, TEN);
    expect(publishedNews(before, before, gone, TEN + 26_000)).toBeNull();
  });

  it("takes no word from me about what I lost: the next one says it too, until I have it again", () => {
    const lost = placed(withPlace("a"), { follow: "ask", places: [] }, TEN);
    const first = publishedNews(before, before, lost, TEN);
    const after = eventInfo({ ...before, sessions: [...before.sessions, item("c", "hall")] });
    const second = publishedNews(before, after, NO_PLACES, TEN + 1);
    expect(newsAfter(first, second, NO_PLACES)).toMatchObject({ lost: [{ session: "a" }], added: [{ de: "c" }] });
    expect(newsAfter(first, second, withPlace("a"))).toMatchObject({ lost: [] });
    expect(newsAfter(first, null, NO_PLACES)).toBe(first);
    expect(newsAfter(null, second, NO_PLACES)).toBe(second);
  });
});
