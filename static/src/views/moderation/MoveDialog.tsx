import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/Field";
import { Notice } from "../../components/Notice";
import { useFormats, useText, useTexts } from "../../i18n";
import { Refused } from "../../state";
import { roomNameOf } from "../whereabouts/roomNames";
import { spanOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { type Draft, type ModerationDesk } from "./desk";
import { DryRunResult } from "./DryRunResult";
import { AT_ONCE } from "./plan";
import { SubjectFields } from "./SubjectFields";
import { TargetFields } from "./TargetFields";
import { moderationTexts, orderTexts } from "./texts";
import { TimingFields } from "./TimingFields";
import { type DryRun, useDryRun } from "./useDryRun";
import { useReturn } from "./useReturn";

/** The longest reason, and the most people named in one order, as the wire allows. */
const REASON = 500;
const NAMED = 2_000;

/** An order is written, tried out and given: who, where to, why, and what it would do with exact numbers. */
export function MoveDialog({ desk, draft }: { desk: ModerationDesk; draft: Draft }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).move;
  const orders = useTexts(orderTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const refusals = useText("refusals");
  const [reason, setReason] = useState("");
  const [giving, setGiving] = useState(false);
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const run = useDryRun(draft);
  useReturn();
  const connected = venue.link.value.state === "connected";
  const tooMany = draft.subject.kind === "people" && draft.subject.ids.length > NAMED;
  const close = () => (desk.draft.value = null);
  const plan = draft.plan ?? AT_ONCE;
  const confirm = useConfirm(run, plan.delay);

  const give = async () => {
    setGiving(true);
    setRefused(null);
    try {
      const order = await desk.carryOut(draft, reason.trim());
      const { moved, arrived, announced } = order.counts;
      const room = roomNameOf(venue, order.to, words);
      desk.said.value =
        plan.delay > 0
          ? orders.timing.said(formats.number(announced), room)
          : text.said(formats.number(moved + arrived), room);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
      setGiving(false);
    }
  };

  return (
    <Dialog
      title={text.title}
      close={words.close}
      onClose={close}
      actions={
        <>
          <Button look="quiet" onClick={close}>
            {text.cancel}
          </Button>
          <Button
            look="primary"
            icon="arrowRight"
            busy={giving}
            disabled={!confirm.possible || !connected || tooMany}
            onClick={() => void give()}
          >
            {confirm.words}
          </Button>
        </>
      }
    >
      <div class="move-form">
        <SubjectFields desk={desk} draft={draft} onDraft={(next) => (desk.draft.value = next)} />
        <TargetFields desk={desk} draft={draft} onDraft={(next) => (desk.draft.value = next)} />
        <TimingFields draft={draft} onDraft={(next) => (desk.draft.value = next)} />
        <TextField
          label={text.reason}
          hint={text.reasonHint}
          value={reason}
          onValue={setReason}
          maxLength={REASON}
          autocomplete="off"
        />
        {tooMany ? (
          <Notice tone="warn">{text.tooMany}</Notice>
        ) : connected ? (
          <DryRunResult run={run} desk={desk} />
        ) : (
          <Notice tone="warn" icon="cloudOff">
            {text.offline}
          </Notice>
        )}
        {refused !== null && (
          <Notice tone="bad" role="alert">
            {refusals[refused]}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

/** What the button says: the exact numbers of the dry run, or that there is nothing to do. */
function useConfirm(run: DryRun, delay: number): { words: string; possible: boolean } {
  const text = useTexts(moderationTexts).move;
  const orders = useTexts(orderTexts);
  const times = useTexts(whereaboutsTexts);
  const formats = useFormats();
  if (run.state !== "known") return { words: text.title, possible: false };
  const { moved, offline, full } = run.order.counts;
  if (delay > 0) {
    const count = moved + offline + full;
    const span = spanOf(delay * 1_000, times, formats);
    if (count > 0) return { words: orders.timing.confirm(count, formats.number(count), span), possible: true };
  }
  const [now, later] = [formats.number(moved), formats.number(offline)];
  if (moved > 0 && offline > 0) return { words: text.confirmBoth(now, later), possible: true };
  if (moved > 0) return { words: text.confirm(moved, now), possible: true };
  if (offline > 0) return { words: text.confirmLater(offline, later), possible: true };
  return { words: text.confirmNobody, possible: false };
}
