import { useState } from "preact/hooks";
import { paths } from "../../app/paths";
import { useVenue } from "../../app/context";
import { navigate } from "../../app/router";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { type IconName } from "../../components/icons";
import { Menu, type MenuItem } from "../../components/Menu";
import { Fill } from "../../components/Progress";
import { localised, useFormats, useTexts } from "../../i18n";
import { type HouseRoom } from "../../state";
import { EVERYBODY } from "../whereabouts/finder";
import { nameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { CloseRoomDialog } from "./CloseRoomDialog";
import { type ModerationDesk } from "./desk";
import { fitOf } from "./fit";
import { GENTLE } from "./plan";
import { moderationTexts } from "./texts";
import { useDrop } from "./useDrop";

const ICONS: Readonly<Record<HouseRoom["kind"], IconName>> = {
  foyer: "foyer",
  plenum: "plenum",
  workshop: "workshop",
  cafeteria: "cafeteria",
  table: "table",
};

interface Props {
  room: HouseRoom;
  desk: ModerationDesk;
  onAnnounce: (room: string) => void;
}

/** A room that people can be moved to: how full it is, how the selected or dragged people would fit, and what can be done. */
export function RoomTarget({ room, desk, onAnnounce }: Props) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).rooms;
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const drop = useDrop(desk, room.id);
  const name = localised(room.title);
  const chosen = desk.selection.value.chosen;
  const mayMove = venue.may("move");
  return (
    <li class={`target ${drop.over ? "over" : ""}`} {...drop.handlers}>
      <Icon name={ICONS[room.kind]} class="target-icon" />
      <div class="target-text">
        <h4 class="target-name">{name}</h4>
        <p class="target-count small num">
          <span>{useCount(room)}</span>
          {room.closed && <Chip tone="warn">{text.closed}</Chip>}
          {room.full && !room.closed && <Chip tone="warn">{text.full}</Chip>}
          <FitChip room={room} desk={desk} />
        </p>
      </div>
      <div class="target-deeds">
        {mayMove && chosen.size > 0 && !room.closed && (
          <Button small aria-label={text.hereTo(name)} onClick={() => desk.begin([...chosen], room.id)}>
            {text.here}
          </Button>
        )}
        <Menu label={text.menu(name)} items={useItems(room, desk, onAnnounce, () => setAsked(true))} />
      </div>
      {asked && <CloseRoomDialog room={room} onClose={() => setAsked(false)} />}
      {room.tables.length > 0 && (
        <details class="target-tables" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{text.showTables}</summary>
          {open && (
            <ul class="table-targets">
              {room.tables.map((table) => (
                <TableTarget key={table.id} table={table} desk={desk} />
              ))}
            </ul>
          )}
        </details>
      )}
      {room.capacity !== null && room.tables.length === 0 && <Fill taken={room.taken} capacity={room.capacity} />}
    </li>
  );
}

function useCount(room: HouseRoom): string {
  const text = useTexts(moderationTexts).rooms;
  const formats = useFormats();
  const people = text.people(room.present, formats.number(room.present));
  if (room.capacity === null) return people;
  // In a hall with tables only those who stand take its own seats.
  const taken = room.tables.length > 0 ? room.capacity - (room.free ?? 0) : room.taken;
  const seats = text.seats(formats.number(taken), formats.number(room.capacity));
  return room.tables.length > 0 ? `${people}, ${seats}` : seats;
}

function useItems(
  room: HouseRoom,
  desk: ModerationDesk,
  onAnnounce: (room: string) => void,
  onClosing: () => void,
): readonly MenuItem[] {
  const venue = useVenue();
  const text = useTexts(moderationTexts).rooms;
  const items: MenuItem[] = [
    {
      id: "show",
      label: text.show,
      icon: "search",
      onSelect: () => {
        desk.finder.want({ ...EVERYBODY, room: room.id });
        showPeople();
      },
    },
  ];
  if (venue.may("move")) {
    items.push({
      id: "move",
      label: text.moveAll,
      icon: "arrowRight",
      onSelect: () => (desk.draft.value = { subject: { kind: "room", room: room.id }, to: "", plan: GENTLE }),
    });
  }
  if (venue.may("announce")) {
    items.push({ id: "announce", label: text.announce, icon: "announce", onSelect: () => onAnnounce(room.id) });
  }
  if (venue.may("run") && room.kind !== "foyer") {
    items.push({
      id: "close",
      label: room.closed ? text.reopen : text.close,
      icon: room.closed ? "door" : "lock",
      onSelect: onClosing,
    });
  }
  if (room.closed) return items;
  const way = room.kind === "foyer" ? paths.foyer() : paths.room(room.id);
  items.push({ id: "open", label: text.open, icon: "door", onSelect: () => navigate(way) });
  return items;
}

/** On narrow screens the list stands above the rooms, perhaps out of sight. */
function showPeople(): void {
  const panel = document.querySelector(".people-panel");
  if (panel && panel.getBoundingClientRect().top < 0) panel.scrollIntoView({ block: "start" });
}

/** How those who are dragged, or else selected, would fit: before the venue is asked. */
function FitChip({ room, desk }: { room: HouseRoom; desk: ModerationDesk }) {
  const text = useTexts(moderationTexts).rooms;
  const formats = useFormats();
  const dragged = desk.dragged.value;
  const ids = dragged.length > 0 ? dragged : [...desk.selection.value.chosen];
  if (ids.length === 0) return null;
  const { need, missing } = fitOf(room, ids, desk.directory.known.value);
  if (missing > 0) return <Chip tone="bad">{text.missing(missing, formats.number(missing))}</Chip>;
  return (
    <span class="target-fits">
      <Icon name="check" />
      {need === 0 ? text.nobodyNeeds : text.fits(ids.length)}
    </span>
  );
}

/** A table: a small room to drop people on, or to move the selection to. */
function TableTarget({ table, desk }: { table: HouseRoom; desk: ModerationDesk }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).rooms;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const drop = useDrop(desk, table.id);
  const chosen = desk.selection.value.chosen;
  const idle = chosen.size === 0 || table.closed || !venue.may("move");
  const seats =
    table.capacity === null
      ? formats.number(table.present)
      : text.tableSeats(formats.number(table.taken), formats.number(table.capacity));
  const body = (
    <>
      <span>{localised(table.title)}</span>
      <span class="small num">{seats}</span>
    </>
  );
  return (
    <li class={`table-target ${drop.over ? "over" : ""} ${table.full ? "full" : ""}`} {...drop.handlers}>
      {idle ? (
        <span class="table-target-body">{body}</span>
      ) : (
        <button
          type="button"
          class="table-target-body"
          aria-label={text.hereTo(`${nameOf(venue, table, words)}, ${seats}`)}
          onClick={() => desk.begin([...chosen], table.id)}
        >
          {body}
        </button>
      )}
    </li>
  );
}
