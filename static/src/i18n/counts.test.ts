import { describe, expect, it } from "vitest";
import { orders as german } from "./de/orders";
import { orders as english } from "./en/orders";

describe("an order that concerns one person", () => {
  it("speaks of one, and of several where there are several", () => {
    const said = ({ fates, undone, would, dry }: typeof german) =>
      [1, 2].map((count) => [
        fates.already(String(count), count),
        undone.barred(String(count), count),
        would.offline(String(count), count),
        would.full(String(count), count),
        would.declined(String(count), count),
        dry.overAll(count, String(count)),
      ]);
    expect(said(german)).toEqual([
      [
        "1 war schon dort",
        "1 darf nicht zurück",
        "1 offline: wird beim Wiederkommen bewegt",
        "1 ohne freien Platz: bleibt, wo sie ist",
        "1 möchte nicht bewegt werden",
        "es fehlt 1 Platz",
      ],
      [
        "2 waren schon dort",
        "2 dürfen nicht zurück",
        "2 offline: werden beim Wiederkommen bewegt",
        "2 ohne freien Platz: bleiben, wo sie sind",
        "2 möchten nicht bewegt werden",
        "es fehlen 2 Plätze",
      ],
    ]);
    expect(english.fates.already("1", 1)).toBe("1 was there already");
    expect(english.would.declined("2", 2)).toBe("2 do not want to be moved");
  });

  it("says who moved them before, one or several", () => {
    const names = "Moderation und Info-Schalter";
    expect(german.overtook(2, "2", names)).toBe(
      "2 Personen waren gerade erst von Moderation und Info-Schalter bewegt worden. Ihr Auftrag gilt.",
    );
    expect(german.overtook(1, "1", german.somebody)).toContain("von jemand anderem bewegt worden");
  });
});
