import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Skeleton } from "../../components/Skeleton";
import { localised, useFormats, useText } from "../../i18n";
import { openHelp } from "../help/opened";
import { HouseView } from "../house/HouseView";
import { Ending } from "../room/Ending";
import { Side } from "../room/Side";
import { useMedia, WIDE } from "../shell/useMedia";
import { MyDayCard } from "./MyDayCard";
import { NowCard } from "./NowCard";
import { Today } from "./Today";

/** Where everybody comes in: what is on, where to go, what the day brings, and somebody to ask. */
export function FoyerView() {
  const venue = useVenue();
  const text = useText("foyer");
  const ask = useText("help");
  const house = useText("house");
  const room = useText("room");
  const formats = useFormats();
  const houseBeside = useMedia(WIDE);
  const info = venue.info.value;
  if (!venue.room.value) return <Skeleton label={room.arriving} lines={9} />;
  const help = localised(info.help) || text.helpEmpty;
  return (
    <div class="room foyer">
      <div class="room-main">
        <header class="foyer-head">
          <p class="muted num">{formats.date(info.starts)}</p>
          <h1 tabIndex={-1}>{text.welcome(venue.me.value?.person.name ?? "")}</h1>
          <Ending room={venue.room.value} />
        </header>
        <NowCard />
        <div class="foyer-columns">
          <MyDayCard />
          <Today />
          <section class="panel foyer-help">
            <div class="panel-head">
              <h2>{text.help}</h2>
            </div>
            <div class="stack">
              {help.split(/\n\s*\n/u).map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
              <Button icon="help" onClick={openHelp} aria-haspopup="dialog">
                {ask.ask}
              </Button>
            </div>
          </section>
        </div>
        {!houseBeside && (
          <section class="foyer-house">
            <h2>{house.title}</h2>
            <HouseView />
          </section>
        )}
      </div>
      <Side />
    </div>
  );
}
