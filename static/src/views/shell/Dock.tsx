import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { addressOf } from "../../app/places";
import { route } from "../../app/router";
import { Icon } from "../../components/Icon";
import { useFormats, useText } from "../../i18n";
import { signOf } from "../help/words";
import { MoreWays } from "./MoreWays";
import { WayCount } from "./WayCount";
import { fitted, waysOf } from "./ways";

/** Beside the house, the room and help; more would be cut on a small phone. */
const ROOM = { withHelp: 2, without: 3 };

interface Props {
  onHouse: () => void;
  onHelp: () => void;
  houseOpen: boolean;
}

/** The ways at the lower edge of phones, within reach of a thumb. */
export function Dock({ onHouse, onHelp, houseOpen }: Props) {
  const venue = useVenue();
  const text = useText("shell");
  const chat = useText("chat");
  const house = useText("house");
  const help = useText("help");
  const formats = useFormats();
  const room = venue.room.value;
  const at = route.value.at;
  const inRoom = at === "room" || at === "foyer";
  const isFoyer = room === null || room.kind === "foyer";
  const helps = venue.may("assist");
  const { mine } = venue.help.value;
  const sign = signOf(mine, help, formats);
  const { shown, others } = fitted(waysOf(venue, text, help), helps ? ROOM.without : ROOM.withHelp);
  const unread = inRoom ? 0 : venue.unread.value.count;
  return (
    <nav class="dock" aria-label={text.ways}>
      <button type="button" class="dock-way" aria-haspopup="dialog" aria-expanded={houseOpen} onClick={onHouse}>
        <Icon name="house" />
        <span>{house.open}</span>
      </button>
      <a class="dock-way" href={room ? addressOf(room) : paths.foyer()} aria-current={inRoom ? "page" : undefined}>
        <Icon name={isFoyer ? "foyer" : "chat"} />
        <span>{isFoyer ? text.foyer : text.room}</span>
        {unread > 0 && (
          <span class="dock-count num">
            <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
            <span class="visually-hidden">{chat.newMessages(unread)}</span>
          </span>
        )}
      </a>
      {shown.map((way) => (
        <a key={way.id} class="dock-way" href={way.href} aria-current={at === way.id ? "page" : undefined}>
          <Icon name={way.icon} />
          <span>{way.short ?? way.label}</span>
          <WayCount way={way} class="dock-count" />
        </a>
      ))}
      <MoreWays ways={others} class="dock-way" count="dock-count" icon="menu" />
      {!helps && (
        <button
          type="button"
          class={`dock-way ${sign && "asked"}`}
          aria-label={sign || text.help}
          aria-haspopup="dialog"
          onClick={onHelp}
        >
          <Icon name="help" />
          <span>{mine.state === "none" ? text.help : help.short[mine.state](formats.number(mine.ahead + 1))}</span>
        </button>
      )}
    </nav>
  );
}
