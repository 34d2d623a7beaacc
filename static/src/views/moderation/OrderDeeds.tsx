import { useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useFormats, useText, useTexts } from "../../i18n";
import { type MoveOrder, Refused } from "../../state";
import { orderTexts } from "./texts";

type Deed = "cancel" | "undo";

/** Cancelling and undoing an order: asked once more, since it is about many people. */
export function OrderDeeds({ order }: { order: MoveOrder }) {
  const venue = useVenue();
  const text = useTexts(orderTexts);
  const refusals = useText("refusals");
  const formats = useFormats();
  const [asked, setAsked] = useState<Deed | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const yes = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked) yes.current?.querySelector("button")?.focus();
  }, [asked]);

  const { announced, offline, moved, arrived } = order.counts;
  const open = announced + offline;
  const back = moved + arrived;
  const cancels = open > 0 && !order.cancelled && !order.undone;
  const undoes = back > 0 && !order.undone;
  // The buttons go with the answer: the card's heading keeps the place.
  const toHeading = () => yes.current?.closest("li")?.querySelector<HTMLElement>("h3")?.focus({ preventScroll: true });
  const carryOut = async (deed: Deed) => {
    toHeading();
    setBusy(true);
    setRefused(null);
    try {
      await (deed === "cancel" ? venue.cancelOrder(order.order) : venue.undoOrder(order.order));
      setAsked(null);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
    } finally {
      setBusy(false);
    }
  };
  if (!cancels && !undoes && !refused) return null;
  return (
    <div class="order-deeds">
      {asked === null ? (
        <div class="row">
          {cancels && (
            <Button small look="quiet" icon="close" onClick={() => setAsked("cancel")}>
              {text.cancel}
            </Button>
          )}
          {undoes && (
            <Button small look="quiet" icon="undo" onClick={() => setAsked("undo")}>
              {text.undo}
            </Button>
          )}
        </div>
      ) : (
        <div class="order-ask" role="group" aria-labelledby={`ask-${order.order}`}>
          <p id={`ask-${order.order}`}>
            {asked === "cancel" ? text.cancelAsk(open, formats.number(open)) : text.undoAsk(back, formats.number(back))}
          </p>
          <div class="row" ref={yes}>
            <Button small look="primary" busy={busy} onClick={() => void carryOut(asked)}>
              {asked === "cancel" ? text.cancelNow : text.undoNow}
            </Button>
            <Button
              small
              look="quiet"
              onClick={() => {
                toHeading();
                setAsked(null);
              }}
            >
              {text.not}
            </Button>
          </div>
        </div>
      )}
      {refused !== null && (
        <Notice tone="bad" role="alert">
          {text.failed(refusals[refused])}
        </Notice>
      )}
    </div>
  );
}
