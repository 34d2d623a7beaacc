import { useVenue } from "../../app/context";
import { Kpi, Sparkline } from "../../components/Kpi";
import { useFormats, useTexts } from "../../i18n";
import { type NodeHealth } from "../../protocol";
import { ageOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useNow } from "../whereabouts/useNow";
import { operationsTexts } from "./texts";

const STEP = 500;

/** The house in numbers, each with its age or with what it is measured against. */
export function Figures() {
  const venue = useVenue();
  const text = useTexts(operationsTexts).figures;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const now = useNow(STEP);
  const { measured, samples } = venue.board.value;
  const { total, countedAt } = venue.house.value;
  const trip = venue.roundTrip.value;
  const age = measured ? ageOf(now - measured.at, words, formats) : "";
  const nodes = measured?.nodes ?? [];
  const known = (value: string) => (measured?.store ? value : text.unknown);
  const aged = (note: string) => (age === "" ? note : text.joined(note, age));
  const changed = countedAt > 0 ? text.changed(ageOf(now - countedAt, words, formats)) : "";
  const tickets = measured && measured.tickets > 0 ? text.tickets(formats.number(measured.tickets)) : "";
  const rate = sumOf(nodes, "deliveries");
  return (
    <section aria-labelledby="board-figures">
      <h2 id="board-figures" class="visually-hidden">
        {text.title}
      </h2>
      <dl class="figures">
        <Kpi
          label={text.present}
          value={formats.number(total)}
          note={tickets === "" ? changed : text.joined(tickets, changed)}
        />
        <Kpi label={text.held} value={known(formats.number(measured?.held ?? 0))} note={aged(text.heldNote)} />
        <Kpi
          label={text.connections}
          value={known(formats.number(sumOf(nodes, "connections")))}
          note={nodes.length > 0 ? aged(text.nodes(nodes.length, formats.number(nodes.length))) : age}
        />
        <Kpi
          label={text.deliveries}
          value={known(text.perSecond(formats.number(Math.round(rate))))}
          note={nodes.length > 0 ? aged(text.commands(formats.number(Math.round(sumOf(nodes, "commands"))))) : age}
        >
          {samples.length > 1 && (
            <Sparkline
              values={samples.map(({ deliveries }) => deliveries)}
              label={text.deliveriesTrend(formats.number(Math.round(rate)))}
            />
          )}
        </Kpi>
        <Kpi
          label={text.roundTrip}
          value={trip === null ? text.unknown : text.milliseconds(formats.number(Math.round(trip)))}
          note={text.roundTripNote}
        />
        <Kpi
          label={text.store}
          value={!measured ? text.unknown : measured.store ? formats.bytes(measured.store_memory) : text.storeDown}
          note={aged(text.storeNote(measured?.store_version ?? text.unknown))}
          {...(measured && !measured.store ? { tone: "bad" as const } : {})}
        />
      </dl>
    </section>
  );
}

type Rate = "connections" | "deliveries" | "commands";

function sumOf(nodes: readonly NodeHealth[], field: Rate): number {
  return nodes.reduce((sum, node) => sum + node[field], 0);
}
