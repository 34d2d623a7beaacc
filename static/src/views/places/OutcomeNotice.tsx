import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { leaveButton } from "../../components/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { localised, useText } from "../../i18n";
import { type Catalogue } from "../../i18n/catalogue";
import { type Outcome, placeDeskIn } from "./desk";
import { lastingOutcome } from "./lasting";

/** What became of what I just did about a place, and the way back where there is one. */
export function OutcomeNotice() {
  const text = useText("places");
  const refusals = useText("refusals");
  const venue = useVenue();
  const desk = placeDeskIn(venue);
  const outcome = lastingOutcome(venue, desk.outcome.value);
  const words = outcome && wordsOf(outcome, text, refusals);
  return (
    <>
      <LiveRegion text={words ? `${words.title}. ${words.text}` : ""} />
      {words && (
        <Notice
          tone={outcome.kind === "failed" ? "warn" : "good"}
          {...(outcome.kind === "failed" || outcome.undo ? {} : { rank: "calm" as const })}
          title={words.title}
          dismiss={text.done.close}
          onDismiss={() => desk.dismiss()}
          actions={
            outcome.undo && (
              <Button
                small
                icon="undo"
                onClick={(event) => {
                  leaveButton(event);
                  void desk.undo();
                }}
              >
                {text.deeds.undo}
              </Button>
            )
          }
        >
          {words.text}
        </Notice>
      )}
    </>
  );
}

function wordsOf(
  outcome: Outcome,
  { done }: Catalogue["places"],
  refusals: Catalogue["refusals"],
): { title: string; text: string } {
  const { session, rival } = outcome.booking;
  const title = localised(session.title);
  const old = localised(rival?.title);
  switch (outcome.kind) {
    case "placed":
      return { title: done.placed(title), text: "" };
    case "swapped":
      return { title: done.swapped(title, old), text: "" };
    case "waiting":
      return {
        title: done.waiting(title),
        text: [done.waitingText(outcome.ahead), rival ? done.kept(old) : ""].filter((words) => words !== "").join(" "),
      };
    case "gaveUp":
      return { title: done.gaveUp(title), text: "" };
    case "left":
      return { title: done.left(title), text: "" };
    case "refused":
      return { title: done.refused(title), text: done.refusedText };
    case "failed":
      return { title: done.failed(title), text: refusals[outcome.code] };
  }
}
