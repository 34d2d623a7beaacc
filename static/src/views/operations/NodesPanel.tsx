import { useVenue } from "../../app/context";
import { Chip } from "../../components/Chip";
import { Skeleton } from "../../components/Skeleton";
import { useFormats, useTexts } from "../../i18n";
import { type NodeHealth } from "../../protocol";
import { ageOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useNow } from "../whereabouts/useNow";
import { operationsTexts } from "./texts";

const STEP = 500;
/** From this age on a node is late, in ms. */
const LATE = 3_000;

/** The nodes of the event as they said themselves, and how old that is. */
export function NodesPanel() {
  const venue = useVenue();
  const text = useTexts(operationsTexts);
  const { measured } = venue.board.value;
  return (
    <section class="panel nodes-panel" aria-labelledby="board-nodes">
      <h2 id="board-nodes">{text.nodes.title}</h2>
      {measured === null && <Skeleton label={text.waiting} lines={4} />}
      {measured?.nodes.length === 0 && <p class="muted">{text.nodes.none}</p>}
      {measured && measured.nodes.length > 0 && (
        <ul class="nodes">
          {measured.nodes.map((node) => (
            <NodeCard key={node.node} node={node} at={measured.at} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** `at`: event time of the measurement, ms. */
function NodeCard({ node, at }: { node: NodeHealth; at: number }) {
  const text = useTexts(operationsTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const now = useNow(STEP);
  const { fields } = text.nodes;
  const { milliseconds, perSecond } = text.figures;
  const rounded = (value: number) => (value < 10 ? formats.number(value, 1) : formats.number(Math.round(value)));
  const rate = (value: number) => perSecond(rounded(value));
  const wait = (value: number) => milliseconds(rounded(value));
  const facts: readonly (readonly [label: string, value: string])[] = [
    [fields.connections, formats.number(node.connections)],
    [fields.people, formats.number(node.people)],
    [fields.deliveries, rate(node.deliveries)],
    [fields.commands, rate(node.commands)],
    [fields.refusals, rate(node.refusals)],
    [fields.loop_lag, wait(node.loop_lag)],
    [fields.store_trip, wait(node.store_trip)],
    [fields.bus_lag, wait(node.bus_lag)],
    [fields.memory, formats.bytes(node.memory)],
  ];
  return (
    <li class="node">
      <div class="node-head">
        <h3>
          {node.host} <span class="small muted">{node.node}</span>
        </h3>
        <Chip tone={node.age > LATE ? "bad" : "good"} icon={node.age > LATE ? "warning" : "check"}>
          {text.nodes.age(ageOf(node.age + Math.max(0, now - at), words, formats))}
        </Chip>
      </div>
      <dl class="node-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt class="small muted">{label}</dt>
            <dd class="num">{value}</dd>
          </div>
        ))}
      </dl>
      <p class="small muted num">{text.nodes.started(formats.moment(node.started))}</p>
    </li>
  );
}
