import { describe, expect, it } from "vitest";
import { type Me } from "../protocol";
import { speechAfter } from "./speech";

const me = (silenced_until: number | null): Me => ({ person: { id: "a", name: "A" }, grants: [], silenced_until });
const taken = { may: false, by: "Moderation", reason: "Bitte beim Thema bleiben" };

describe("somebody whose right to speak is taken", () => {
  it("learns by whom and why", () => {
    const known = { me: me(null), speech: null };
    expect(speechAfter(known, { me: me(0), by: taken.by, reason: taken.reason })).toEqual(taken);
  });

  it("still knows after a lost connection and after other news of them", () => {
    expect(speechAfter({ me: me(0), speech: taken }, { me: me(0) })).toBe(taken);
  });

  it("does not keep an old word for a newer silence", () => {
    expect(speechAfter({ me: me(1_000), speech: taken }, { me: me(9_000) })).toBeNull();
  });

  it("learns who gave it back", () => {
    const news = { me: me(null), by: "Moderation", reason: "" };
    expect(speechAfter({ me: me(0), speech: taken }, news)).toEqual({ may: true, by: "Moderation", reason: "" });
  });
});

describe("somebody who could always speak", () => {
  it("hears no word about it when only their roles change", () => {
    expect(speechAfter({ me: me(null), speech: null }, { me: me(null), by: "Moderation" })).toBeNull();
  });
});
