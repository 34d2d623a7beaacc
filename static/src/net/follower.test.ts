import { beforeEach, describe, expect, it } from "vitest";
import { HandClock } from "../testing/handClock";
import { posted, snapshot } from "../testing/samples";
import { type LoggedEvent, type Position, type Snapshot } from "../protocol";
import { Refused, type RefusedCode } from "./commands";
import { Follower } from "./follower";

interface Question {
  readonly asked: "enter" | "resume";
  readonly room: string;
  readonly position: Position | null;
  readonly answer: (outcome: Snapshot | Refused) => void;
}

let clock: HandClock;
let questions: Question[];
let snapshots: Snapshot[];
let offsets: number[];
let following: number;
let stays: [string, string][];
let follower: Follower;

beforeEach(() => {
  clock = new HandClock();
  questions = [];
  snapshots = [];
  offsets = [];
  following = 0;
  stays = [];
  follower = new Follower({
    timers: clock,
    asks: {
      enter: (room, answer) => questions.push({ asked: "enter", room, position: null, answer }),
      resume: (room, position, answer) => questions.push({ asked: "resume", room, position, answer }),
    },
    onSnapshot: (taken) => {
      snapshots.push(taken);
      offsets = taken.events.map((event) => event.offset);
    },
    onEvents: (_room, events) => offsets.push(...events.map((event) => event.offset)),
    onFollowing: () => (following += 1),
    onStay: (room, code) => stays.push([room, code]),
  });
});

function question(): Question {
  const last = questions.at(-1);
  if (!last) throw new Error("nothing was asked");
  return last;
}

function refuse(code: RefusedCode): void {
  question().answer(new Refused(code));
}

function log(room: string, from: number, to: number): LoggedEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => posted(room, from + index));
}

/** In the plenum, with events 1 to 3 known. */
function inPlenum(): void {
  follower.welcome("plenum", null);
  question().answer(snapshot("plenum", log("plenum", 1, 3)));
}

describe("coming in", () => {
  it("opens the room where the venue put me", () => {
    follower.welcome("foyer", null);
    expect(question()).toMatchObject({ asked: "enter", room: "foyer" });
    question().answer(snapshot("foyer"));
    expect(follower.room).toBe("foyer");
    expect(following).toBe(1);
  });

  it("walks to the room of the address", () => {
    follower.welcome("foyer", "plenum");
    expect(question()).toMatchObject({ asked: "enter", room: "plenum" });
  });

  it("stays where the venue put me when the room of the address is full", () => {
    follower.welcome("foyer", "workshop");
    refuse("room_full");
    expect(stays).toEqual([["workshop", "room_full"]]);
    expect(question()).toMatchObject({ asked: "enter", room: "foyer" });
  });

  it("asks again when the venue cannot answer yet", async () => {
    follower.welcome("foyer", null);
    refuse("store_unavailable");
    await clock.pass(1_500);
    expect(questions).toHaveLength(2);
    question().answer(snapshot("foyer"));
    expect(following).toBe(1);
  });
});

describe("the log", () => {
  it("takes each event once, in order", () => {
    inPlenum();
    follower.hear(posted("plenum", 4));
    follower.hear(posted("plenum", 4));
    follower.hear(posted("plenum", 2));
    follower.hear(posted("plenum", 5));
    expect(offsets).toEqual([1, 2, 3, 4, 5]);
    expect(follower.position).toEqual({ epoch: "e-plenum", offset: 5 });
  });

  it("closes a gap by asking from the last known place", () => {
    inPlenum();
    follower.hear(posted("plenum", 6));
    expect(question()).toMatchObject({ asked: "resume", position: { offset: 3 } });
    follower.hear(posted("plenum", 7));
    question().answer(snapshot("plenum", log("plenum", 4, 6), { resumed: true }));
    expect(offsets).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(questions).toHaveLength(2);
  });

  it("takes what still fits while it asks, and nothing twice", () => {
    inPlenum();
    follower.hear(posted("plenum", 5));
    follower.hear(posted("plenum", 4));
    question().answer(snapshot("plenum", log("plenum", 4, 5), { resumed: true }));
    follower.hear(posted("plenum", 6));
    expect(offsets).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("starts again when the venue cannot continue it", () => {
    inPlenum();
    follower.hear(posted("plenum", 9));
    question().answer(snapshot("plenum", log("plenum", 50, 52)));
    follower.hear(posted("plenum", 53));
    expect(offsets).toEqual([50, 51, 52, 53]);
    expect(snapshots).toHaveLength(2);
  });

  it("trusts no continuation of another epoch, and none with a hole", () => {
    inPlenum();
    follower.hear(posted("plenum", 6));
    const hole = snapshot("plenum", log("plenum", 6, 7), { resumed: true });
    question().answer(hole);
    expect(snapshots).toHaveLength(2);
    follower.hear(posted("plenum", 9));
    question().answer(
      snapshot("plenum", log("plenum", 8, 9), { resumed: true, position: { epoch: "new", offset: 9 } }),
    );
    expect(snapshots).toHaveLength(3);
    expect(follower.position).toEqual({ epoch: "new", offset: 9 });
  });

  it("begins anew when the room's history is another one", () => {
    inPlenum();
    follower.resynced("plenum");
    expect(question()).toMatchObject({ asked: "resume", room: "plenum", position: { epoch: "", offset: 0 } });
    question().answer(snapshot("plenum", log("plenum", 1, 1), { position: { epoch: "new", offset: 1 } }));
    expect(offsets).toEqual([1]);
  });

  it("still goes where one wanted to go before the history became another one", () => {
    inPlenum();
    follower.moved();
    follower.walk("cafeteria");
    follower.resynced("plenum");
    question().answer(snapshot("plenum", log("plenum", 1, 1), { position: { epoch: "new", offset: 1 } }));
    expect(question()).toMatchObject({ asked: "enter", room: "cafeteria" });
  });

  it("leaves out what other rooms say", () => {
    inPlenum();
    follower.hear(posted("foyer", 4));
    expect(offsets).toEqual([1, 2, 3]);
    expect(questions).toHaveLength(1);
  });

  it("counts the place of events that it does not know", () => {
    inPlenum();
    follower.hear({ on: "poll.opened", room: "plenum", offset: 4 } as unknown as LoggedEvent);
    follower.hear(posted("plenum", 5));
    expect(questions).toHaveLength(1);
    expect(offsets.at(-1)).toBe(5);
  });
});

describe("a lost connection", () => {
  it("continues from the last known place", () => {
    inPlenum();
    follower.lost();
    follower.welcome("plenum", null);
    expect(question()).toMatchObject({ asked: "resume", room: "plenum", position: { epoch: "e-plenum", offset: 3 } });
    question().answer(snapshot("plenum", log("plenum", 4, 5), { resumed: true }));
    expect(offsets).toEqual([1, 2, 3, 4, 5]);
    expect(following).toBe(2);
  });

  it("shows the room where I am now, when I was moved meanwhile", () => {
    inPlenum();
    follower.lost();
    follower.welcome("workshop", null);
    expect(question()).toMatchObject({ asked: "resume", room: "plenum" });
    question().answer(snapshot("workshop", log("workshop", 1, 1)));
    expect(follower.room).toBe("workshop");
    expect(offsets).toEqual([1]);
  });

  it("ignores answers of the old connection", () => {
    follower.welcome("foyer", null);
    const late = question();
    follower.lost();
    follower.welcome("plenum", null);
    late.answer(snapshot("foyer"));
    expect(follower.room).toBeNull();
    question().answer(snapshot("plenum"));
    expect(follower.room).toBe("plenum");
  });

  it("finishes a walk that it interrupted", () => {
    inPlenum();
    follower.walk("workshop");
    follower.lost();
    follower.welcome("plenum", null);
    question().answer(snapshot("plenum", [], { resumed: true, position: { epoch: "e-plenum", offset: 3 } }));
    expect(question()).toMatchObject({ asked: "enter", room: "workshop" });
  });

  it("does not walk away from where a moderator brought me meanwhile", () => {
    inPlenum();
    follower.walk("workshop");
    follower.lost();
    follower.welcome("foyer", null);
    question().answer(snapshot("foyer"));
    expect(questions.map(({ asked }) => asked)).toEqual(["enter", "enter", "resume"]);
    expect(follower.room).toBe("foyer");
  });
});

describe("walking", () => {
  it("keeps hearing the old room until the new one is there", () => {
    inPlenum();
    follower.walk("workshop");
    follower.hear(posted("plenum", 4));
    follower.hear(posted("workshop", 8));
    expect(offsets).toEqual([1, 2, 3, 4]);
    question().answer(snapshot("workshop", log("workshop", 6, 7)));
    expect(offsets).toEqual([6, 7, 8]);
  });

  it("stays when it is refused, and has missed nothing", () => {
    inPlenum();
    follower.walk("workshop");
    follower.hear(posted("plenum", 4));
    refuse("room_full");
    follower.hear(posted("plenum", 5));
    expect(stays).toEqual([["workshop", "room_full"]]);
    expect(offsets).toEqual([1, 2, 3, 4, 5]);
    expect(questions).toHaveLength(2);
  });

  it("goes to the last of several rooms that were chosen quickly", () => {
    inPlenum();
    follower.walk("workshop");
    follower.walk("foyer");
    follower.walk("cafeteria");
    question().answer(snapshot("workshop"));
    expect(question()).toMatchObject({ asked: "enter", room: "cafeteria" });
    expect(questions).toHaveLength(3);
  });
});

describe("being moved", () => {
  it("asks where I am, which never moves me", () => {
    inPlenum();
    follower.moved();
    expect(question().asked).toBe("resume");
    question().answer(snapshot("workshop", log("workshop", 1, 2)));
    expect(follower.room).toBe("workshop");
  });

  it("twice in a row ends where the last move led, without walking back", () => {
    inPlenum();
    follower.moved();
    const first = question();
    follower.moved();
    first.answer(snapshot("workshop"));
    question().answer(snapshot("foyer"));
    expect(questions.every((asked) => asked.asked === "resume" || asked.room === "plenum")).toBe(true);
    expect(follower.room).toBe("foyer");
  });

  it("while walking asks afterwards where I am", () => {
    inPlenum();
    follower.walk("cafeteria");
    follower.moved();
    question().answer(snapshot("cafeteria"));
    expect(question().asked).toBe("resume");
    question().answer(snapshot("workshop"));
    expect(follower.room).toBe("workshop");
  });
});
