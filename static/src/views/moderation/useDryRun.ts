import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type MoveOrder, Refused } from "../../state";
import { orderOf } from "../../state/people";
import { type Draft, wishOf } from "./desk";

export type DryRun =
  | { readonly state: "none" }
  | { readonly state: "asking" }
  | { readonly state: "refused"; readonly code: Refused["code"] }
  /** What the order would do if it were given now. */
  | { readonly state: "known"; readonly order: MoveOrder };

/** So long after a choice, and so long after the house has changed, the venue is asked (ms). */
const SOON = 120;
const AFTER_CHANGE = 2_500;

/** What would become of the order: asked anew when it is written differently, and when the house has changed. */
export function useDryRun(draft: Draft): DryRun {
  const venue = useVenue();
  const [run, setRun] = useState<DryRun>({ state: "none" });
  const { countedAt } = venue.house.value;
  const connected = venue.link.value.state === "connected";
  const [seen, setSeen] = useState(countedAt);
  const ready = isReady(draft);

  useEffect(() => {
    if (countedAt === seen) return;
    const timer = setTimeout(() => setSeen(countedAt), AFTER_CHANGE);
    return () => clearTimeout(timer);
  }, [countedAt === seen]);
  useEffect(() => {
    if (ready) setRun({ state: "asking" });
    else setRun({ state: "none" });
  }, [draft, ready]);
  useEffect(() => {
    if (!ready || !connected) return;
    let wanted = true;
    const ask = async () => {
      try {
        const order = orderOf(await venue.tryMove(wishOf(draft)), "", venue.now());
        if (wanted) setRun({ state: "known", order });
      } catch (refused) {
        if (!(refused instanceof Refused)) throw refused;
        if (wanted) setRun({ state: "refused", code: refused.code });
      }
    };
    const timer = setTimeout(() => void ask(), SOON);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [venue, draft, ready, connected, seen]);
  return run;
}

function isReady({ subject, to, plan }: Draft): boolean {
  if (plan?.several ? plan.rooms.length === 0 : to === "") return false;
  if (subject.kind === "room") return subject.room !== "";
  return subject.kind === "everyone" || subject.ids.length > 0;
}
