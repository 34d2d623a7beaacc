import { describe, expect, it } from "vitest";
import { me, member } from "../../testing/samples";
import { outranks } from "./rank";

const participant = member("a");
const speaker = member("b", { roles: ["speaker"] });
const moderator = member("c", { roles: ["participant", "moderator"] });
const operator = member("d", { roles: ["operator"] });
const as = (person: typeof participant) => me({ person });

describe("who keeps order about whom", () => {
  it("lets moderators act on everybody who does not keep order", () => {
    expect([participant, speaker].map((each) => outranks(as(moderator), each))).toEqual([true, true]);
    expect([member("e", { roles: ["moderator"] }), operator].some((each) => outranks(as(moderator), each))).toBe(false);
  });

  it("lets operators act on moderators, but not on each other", () => {
    expect(outranks(as(operator), moderator)).toBe(true);
    expect(outranks(as(operator), member("f", { roles: ["operator"] }))).toBe(false);
  });

  it("lets nobody act on themselves", () => {
    expect(outranks(as(participant), participant)).toBe(false);
    expect(outranks(null, participant)).toBe(false);
  });
});
