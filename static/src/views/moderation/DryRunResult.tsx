import { Notice } from "../../components/Notice";
import { useFormats, useText, useTexts } from "../../i18n";
import { FateBar } from "./FateBar";
import { FateDetails } from "./FateDetails";
import { type ModerationDesk } from "./desk";
import { classOf, groupsOf } from "./groups";
import { DrySentence } from "./DrySentence";
import { moderationTexts, orderTexts } from "./texts";
import { type DryRun } from "./useDryRun";

/** What an order would do, in exact numbers and with names, before anything happens. */
export function DryRunResult({ run, desk }: { run: DryRun; desk: ModerationDesk }) {
  const text = useTexts(moderationTexts).move;
  return (
    <section class="dry-run" aria-labelledby="dry-run">
      <h3 id="dry-run">{text.dryTitle}</h3>
      <div role="status">
        <Outcome run={run} />
      </div>
      {run.state === "known" && run.order.people.size > 0 && (
        <FateDetails groups={groupsOf(run.order, run.order.at)} known={desk.directory.known.value} />
      )}
    </section>
  );
}

function Outcome({ run }: { run: DryRun }) {
  const text = useTexts(moderationTexts).move;
  const orders = useTexts(orderTexts);
  const refusals = useText("refusals");
  const formats = useFormats();
  switch (run.state) {
    case "none":
      return <p class="muted">{text.dryNone}</p>;
    case "asking":
      return <p class="muted">{text.dryAsking}</p>;
    case "refused":
      return <Notice tone="bad">{refusals[run.code]}</Notice>;
    case "known": {
      const groups = groupsOf(run.order, run.order.at);
      const count = run.order.people.size;
      if (count === 0) return <p class="muted">{text.dryNobody}</p>;
      return (
        <>
          <p>{text.dryLead(count, formats.number(count))}</p>
          <FateBar numbers={groups.map(({ fate, ids }) => ({ fate, count: ids.length }))} />
          <DrySentence order={run.order} />
          <ul class="fates">
            {groups.map(({ fate, ids }) => (
              <li key={fate} class={`fate ${classOf(fate)}`}>
                {orders.would[fate](formats.number(ids.length), ids.length)}
              </li>
            ))}
          </ul>
        </>
      );
    }
  }
}
