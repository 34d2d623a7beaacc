import { describe, expect, it } from "vitest";
import { routeOf, slugOf } from "./paths";
import { takeTicket, ticketIn } from "./ticket";

describe("an address", () => {
  it.each([
    ["/tag/", { at: "foyer" }],
    ["/tag/door", { at: "door" }],
    ["/tag/room/cafeteria.7", { at: "room", room: "cafeteria.7" }],
    ["/tag/room/caf%C3%A9", { at: "room", room: "café" }],
    ["/tag/room/%", { at: "room", room: "%" }],
    ["/tag/programme", { at: "programme" }],
    ["/tag/my-day", { at: "day" }],
    ["/tag/legal/imprint", { at: "legal", page: "imprint" }],
    ["/tag/legal/else", { at: "nowhere" }],
    ["/tag/room", { at: "nowhere" }],
    ["/tag/door/more", { at: "nowhere" }],
    ["/tag/room/a/b", { at: "nowhere" }],
  ])("%s is understood", (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it("names its event", () => {
    expect(slugOf("/jobcenter-tag/room/plenum")).toBe("jobcenter-tag");
  });
});

describe("a ticket", () => {
  it("leaves the address bar when it is taken", () => {
    const states: string[] = [];
    const past = { state: null, replaceState: (_state: unknown, _title: string, to: string) => states.push(to) };
    const place = { hash: "#ticket=a.b.c", pathname: "/tag/door", search: "" };
    expect(takeTicket(place as Location, past as unknown as History)).toBe("a.b.c");
    expect(states).toEqual(["/tag/door"]);
    expect(takeTicket({ ...place, hash: "#top" } as Location, past as unknown as History)).toBeNull();
    expect(states).toHaveLength(1);
  });

  it("is found in a pasted link, and in a pasted ticket", () => {
    expect(ticketIn(" https://venue.example/tag/door#ticket=a.b.c and more")).toBe("a.b.c");
    expect(ticketIn("eyJ.x_-.y")).toBe("eyJ.x_-.y");
    expect(ticketIn("https://venue.example/tag/door")).toBeNull();
    expect(ticketIn("#ticket=")).toBeNull();
  });
});
