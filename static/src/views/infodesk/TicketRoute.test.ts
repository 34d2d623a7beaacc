import { expect, it } from "vitest";
import { type HelpTicket, type Show } from "../../protocol";
import { begin, clock, exchange, grant, life, venue } from "../../testing/opened";
import { eventInfo, member, MINUTE, session, snapshot, TEN, welcome } from "../../testing/samples";
import { placesOf } from "./TicketRoute";

const STARTS = TEN + MINUTE;
const ENDS = STARTS + 30 * MINUTE;

const show: Show = {
  ...{ at: TEN, number: 1, step: "one", mode: "hand", state: "running", until: 0 },
  times: { a: [TEN, STARTS], b: [STARTS, ENDS] },
  steps: [
    { id: "one", kind: "sessions", sessions: ["a"], planned: [TEN, STARTS], starts: TEN, ends: STARTS },
    { id: "two", kind: "sessions", sessions: ["b"], planned: [STARTS, ENDS], starts: STARTS, ends: ENDS },
    { id: "after", kind: "after", sessions: [], planned: [ENDS, ENDS], starts: ENDS, ends: ENDS },
  ],
};
const ticket: HelpTicket = {
  ...{ number: 1, person: member("p"), text: "", asked: TEN, room: "foyer", here: "foyer", present: true, seen: TEN },
  ...{ state: "waiting", by: null, since: 0, places: ["a", "b"] },
};

it("who asked belongs where they are as long as nobody moves on by hand, however late it is", async () => {
  begin();
  const sessions = [session("a", "plenum", TEN, STARTS), session("b", "workshop", STARTS, ENDS)];
  life.renew(eventInfo({ version: "2", sessions }));
  exchange.line.say(welcome("foyer", { version: "2", show }));
  await grant("venue.ping", { at: TEN });
  await grant("room.enter", snapshot("foyer"));
  for (const late of [-1_000, 700, 3_300, 10 * MINUTE + 2_100]) {
    await clock.pass(STARTS + late - venue.now());
    const { running, next } = placesOf(venue, ticket);
    expect([running?.id, next?.id]).toEqual(["a", "b"]);
  }
});
