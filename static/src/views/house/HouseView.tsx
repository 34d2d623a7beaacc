import { useVenue } from "../../app/context";
import { EmptyState } from "../../components/EmptyState";
import { localised, useFormats, useText } from "../../i18n";
import { planOf, type Wing } from "./plan";
import { RoomOnPlan } from "./RoomOnPlan";

/**
 * The overview of all rooms: headings and lists of links, which the style sheet draws as a floor plan. It takes the width it
 * gets: the side panel, a sheet, or the whole page.
 */
export function HouseView({ level = 3 }: { level?: 2 | 3 }) {
  const venue = useVenue();
  const text = useText("house");
  const formats = useFormats();
  const { rooms, countedAt } = venue.house.value;
  const plan = planOf(rooms, venue.info.value, venue.clock.value);
  const stale = venue.link.value.state !== "connected" && countedAt > 0;
  if (rooms.length === 0) return <EmptyState icon="house" title={text.empty} />;
  return (
    <div class={`plan ${stale ? "stale" : ""}`}>
      {stale && <p class="small muted">{text.stale(formats.clock(countedAt))}</p>}
      {plan.map((wing) => (
        <WingOnPlan key={wing.id} wing={wing} level={level} />
      ))}
    </div>
  );
}

function WingOnPlan({ wing, level }: { wing: Wing; level: 2 | 3 }) {
  const text = useText("house");
  const formats = useFormats();
  const now = useVenue().clock.value;
  const Heading = level === 2 ? "h2" : "h3";
  const { slot } = wing;
  const titles = { main: text.rooms, gathering: text.gathering, rest: text.workshops };
  const running = slot !== null && slot.starts <= now && now < slot.ends;
  return (
    <section class="plan-floor">
      <Heading class={wing.kind === "main" ? "visually-hidden" : "plan-label"}>
        <span>{wing.kind === "slot" ? localised(slot?.title) : titles[wing.kind]}</span>
        {slot && (
          <span class="num">
            {running ? `${text.now} · ` : ""}
            {formats.span(slot.starts, slot.ends)}
          </span>
        )}
      </Heading>
      <ul class={`plan-rooms ${wing.current ? "" : "small-rooms"}`}>
        {wing.rooms.map((room) => (
          <RoomOnPlan key={room.id} room={room} small={!wing.current} />
        ))}
      </ul>
    </section>
  );
}
