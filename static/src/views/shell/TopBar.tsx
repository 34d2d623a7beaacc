import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { route } from "../../app/router";
import { Button, ButtonLink, IconButton } from "../../components/Button";
import { localised, useFormats, useText } from "../../i18n";
import { signOf } from "../help/words";
import { Connection } from "./Connection";
import { MeMenu } from "./MeMenu";
import { NowStrip } from "./NowStrip";
import { MoreWays } from "./MoreWays";
import { ROOMY, TIGHT, useMedia } from "./useMedia";
import { WayCount } from "./WayCount";
import { fitted, waysOf } from "./ways";

/** With more ways than these their words stand alone, and help is a sign. */
const CALM = 4;

interface Props {
  narrow: boolean;
  onHelp: () => void;
  /** Where the house has no place of its own: opens it. */
  onHouse?: () => void;
}

/** What is always there: which event, what is on, the ways, help, the connection, and me. */
export function TopBar({ narrow, onHelp, onHouse }: Props) {
  const venue = useVenue();
  const text = useText("shell");
  const house = useText("house");
  const formats = useFormats();
  const help = useText("help");
  const info = venue.info.value;
  const ways = waysOf(venue, text, help);
  const roomy = useMedia(ROOMY);
  const tight = useMedia(TIGHT);
  const { shown, others } = fitted(ways, roomy ? ways.length : tight ? 3 : 4);
  const many = ways.length > CALM;
  // On phones it stands in the dock, unless there the ways of the team take its place.
  const asks = !narrow || venue.may("assist");
  const sign = signOf(venue.help.value.mine, help, formats);
  return (
    <header class={`bar ${many ? "many" : ""}`}>
      {onHouse && (
        <Button icon="house" look="quiet" onClick={onHouse} aria-haspopup="dialog">
          {house.open}
        </Button>
      )}
      <a class="bar-event" href={paths.foyer()} title={text.home}>
        <strong class="clip">{localised(info.title)}</strong>
        <span class="small muted clip">
          {info.subtitle ? `${localised(info.subtitle)} · ` : ""}
          {formats.day(info.starts)}
        </span>
      </a>
      <NowStrip />
      {!narrow && (
        <nav class="bar-ways" aria-label={text.ways}>
          {shown.map((way) => (
            <ButtonLink
              key={way.id}
              look="quiet"
              href={way.href}
              icon={way.icon}
              current={route.value.at === way.id}
              class="bar-way"
            >
              {way.label}
              <WayCount way={way} class="tab-count" />
            </ButtonLink>
          ))}
          <MoreWays ways={others} class="bar-more" count="tab-count" icon="chevronDown" />
        </nav>
      )}
      <div class="bar-end">
        {!asks ? null : narrow || many ? (
          <IconButton
            icon="help"
            class={sign && "asked"}
            label={sign || text.helpTitle}
            onClick={onHelp}
            aria-haspopup="dialog"
          />
        ) : (
          <Button
            look="quiet"
            icon="help"
            class={`bar-help ${sign && "asked"}`}
            onClick={onHelp}
            aria-haspopup="dialog"
          >
            {sign || text.help}
          </Button>
        )}
        <Connection />
        <MeMenu />
      </div>
    </header>
  );
}
