import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Avatar } from "../../components/Avatar";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { useText, useTexts } from "../../i18n";
import { type Whereabouts } from "../../protocol";
import { Refused } from "../../state";
import { Standing } from "../whereabouts/Standing";
import { whereaboutsTexts } from "../whereabouts/texts";
import { type ModerationDesk } from "./desk";
import { outranks } from "./rank";
import { moderationTexts } from "./texts";
import { type Conduct } from "./useConduct";

/** Who is silenced or shown out now; both are taken back here with one press. */
export function ConductPanel({ desk, conduct }: { desk: ModerationDesk; conduct: Conduct }) {
  const text = useTexts(moderationTexts);
  const words = useTexts(whereaboutsTexts);
  const refusals = useText("refusals");
  const { people, trouble } = conduct;
  return (
    <section class="panel conduct-panel" aria-labelledby="desk-order-title">
      <h2 id="desk-order-title">{text.order.title}</h2>
      {people === null && trouble === null && <Skeleton label={text.order.loading} lines={3} faces />}
      {people === null && trouble !== null && (
        <EmptyState
          icon="warning"
          title={text.order.failed}
          actions={<Button onClick={() => void conduct.look()}>{words.retry}</Button>}
        >
          {refusals[trouble]}
        </EmptyState>
      )}
      {people?.length === 0 && (
        <EmptyState icon="shield" title={text.order.emptyTitle}>
          {text.order.emptyText}
        </EmptyState>
      )}
      {people && people.length > 0 && <Listed people={people} desk={desk} conduct={conduct} />}
    </section>
  );
}

function Listed({ people, desk, conduct }: { people: readonly Whereabouts[]; desk: ModerationDesk; conduct: Conduct }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts);
  const refusals = useText("refusals");
  const [busy, setBusy] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const [said, setSaid] = useState("");

  const takeBack = async ({ person, shown_out }: Whereabouts) => {
    setBusy(person.id);
    setRefused(null);
    try {
      await (shown_out ? venue.letIn(person.id, "") : venue.unsilence(person.id, ""));
      setSaid(shown_out ? text.person.done.letIn(person.name) : text.person.done.unsilence(person.name));
      await conduct.look();
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
    } finally {
      setBusy(null);
    }
  };

  return (
    <>
      <LiveRegion text={said} />
      {refused !== null && (
        <Notice tone="bad" role="alert">
          {refusals[refused]}
        </Notice>
      )}
      <ul class="conduct-list" aria-label={text.order.caption}>
        {people.map((each) => (
          <li key={each.person.id} class="conduct-row">
            <Avatar id={each.person.id} name={each.person.name} />
            <div class="conduct-who">
              <button
                type="button"
                class="plain-link"
                title={text.order.open(each.person.name)}
                onClick={() => (desk.person.value = each)}
              >
                <bdi class="said">{each.person.name}</bdi>
              </button>
              {each.person.org && <bdi class="said small muted">{each.person.org}</bdi>}
            </div>
            <Standing of={each} />
            {outranks(venue.me.value, each.person) && (
              <Button
                small
                icon={each.shown_out ? "door" : "chat"}
                busy={busy === each.person.id}
                aria-label={
                  each.shown_out ? text.order.letInOf(each.person.name) : text.order.unsilenceOf(each.person.name)
                }
                onClick={() => void takeBack(each)}
              >
                {each.shown_out ? text.order.letIn : text.order.unsilence}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
