import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { addressOf } from "../../app/places";
import { route } from "../../app/router";
import { Icon } from "../../components/Icon";
import { useFormats, useText } from "../../i18n";
import { signOf } from "../help/words";
import { WayCount } from "./WayCount";
import { waysOf } from "./ways";

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
      {waysOf(venue, text, help).map((way) => (
        <a key={way.id} class="dock-way" href={way.href} aria-current={at === way.id ? "page" : undefined}>
          <Icon name={way.icon} />
          <span>{way.short ?? way.label}</span>
          <WayCount way={way} class="dock-count" />
        </a>
      ))}
      {!venue.may("assist") && (
        <button type="button" class="dock-way" aria-haspopup="dialog" onClick={onHelp}>
          <Icon name="help" />
          <span>{signOf(venue.help.value.mine, help, formats) || text.help}</span>
        </button>
      )}
    </nav>
  );
}
