import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { addressOf } from "../../app/places";
import { route } from "../../app/router";
import { Icon } from "../../components/Icon";
import { useText } from "../../i18n";
import { waysOf } from "./ways";

/** The ways at the lower edge of phones, within reach of a thumb. */
export function Dock({ onHouse, houseOpen }: { onHouse: () => void; houseOpen: boolean }) {
  const venue = useVenue();
  const text = useText("shell");
  const chat = useText("chat");
  const house = useText("house");
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
      {waysOf(venue, text).map((way) => (
        <a key={way.id} class="dock-way" href={way.href} aria-current={at === way.id ? "page" : undefined}>
          <Icon name={way.icon} />
          <span>{way.label}</span>
        </a>
      ))}
    </nav>
  );
}
