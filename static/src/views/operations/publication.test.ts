import { beforeEach, describe, expect, it } from "vitest";
import { type Published, type PublishWith } from "../../protocol";
import { HandClock } from "../../testing/handClock";
import { Publication } from "./publication";

/** What was asked, and how each is answered. */
let asked: { readonly what: PublishWith; readonly answer: (said: Partial<Published>) => Promise<void> }[];
let published: number;

beforeEach(() => {
  asked = [];
  published = 0;
});

function begun(back = 0): Publication {
  const ask = (what: PublishWith) =>
    new Promise<Published>((resolve) => {
      asked.push({
        what,
        answer: async (said) => {
          resolve({ number: 3, done: false, changes: [], ...said });
          await new HandClock().pass(0);
        },
      });
    });
  return new Publication({ ask, current: 3, back, onPublished: () => (published += 1) });
}

describe("a new version", () => {
  it("is looked at, and then just that text is published", async () => {
    const publication = begun();
    void publication.look("one");
    expect(publication.busy.value).toBe(true);
    await asked[0]?.answer({});
    expect(publication.said.value).not.toBeNull();
    void publication.publish();
    expect(asked.map(({ what }) => [what.text, what.dry_run])).toEqual([
      ["one", true],
      ["one", false],
    ]);
    await asked[1]?.answer({ number: 4, done: true });
    expect([publication.done.value, publication.busy.value, published]).toEqual([4, false, 1]);
  });

  it("cannot be published while it was not looked at", async () => {
    const publication = begun();
    await publication.publish();
    expect(asked).toEqual([]);
  });

  it("is another one as soon as the text is: the answer about the old text is of no use", async () => {
    const publication = begun();
    void publication.look("one");
    publication.forget();
    expect(publication.busy.value).toBe(false);
    await asked[0]?.answer({});
    expect(publication.said.value).toBeNull();
    await publication.publish();
    expect(asked).toHaveLength(1);
    void publication.look("two");
    await asked[1]?.answer({});
    void publication.publish();
    expect(asked[2]?.what.text).toBe("two");
  });

  it("does not lose the answer about the new text to a late one about the old text", async () => {
    const publication = begun();
    void publication.look("one");
    publication.forget();
    void publication.look("two");
    await asked[1]?.answer({ effects: [] });
    const said = publication.said.value;
    await asked[0]?.answer({ faults: [{ place: "", line: 1, found: "", wanted: "" }] });
    expect(publication.said.value).toBe(said);
  });

  it("has to be looked at again when somebody else published meanwhile", async () => {
    const publication = begun(1);
    void publication.look("");
    await asked[0]?.answer({});
    void publication.publish();
    await asked[1]?.answer({ number: 5 });
    expect(asked[2]?.what).toMatchObject({ back: 1, number: 5, dry_run: true });
    await asked[2]?.answer({ number: 5 });
    expect(publication.trouble.value).toEqual({ kind: "overtaken", number: 5 });
    expect([publication.done.value, published]).toEqual([0, 0]);
  });

  it("that was published is said to be, although somebody wrote on meanwhile", async () => {
    const publication = begun();
    void publication.look("one");
    await asked[0]?.answer({});
    void publication.publish();
    publication.forget();
    await asked[1]?.answer({ number: 4, done: true });
    expect([publication.done.value, published]).toEqual([4, 1]);
  });
});
