import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useText, useTexts } from "../../i18n";
import { type RoomClosing } from "../../protocol";
import { type HouseRoom, Refused } from "../../state";
import { roomNameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { moderationTexts } from "./texts";

/** Closing a room concerns everybody in it: it is asked for once more, with where they would go. Opening moves nobody. */
export function CloseRoomDialog({ room, onClose }: { room: HouseRoom; onClose: () => void }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).closing;
  const refusals = useText("refusals");
  const [closing] = useState(!room.closed);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const name = localised(room.title);
  const act = async () => {
    setBusy(true);
    setRefused(null);
    try {
      await (closing ? venue.closeRoom(room.id) : venue.openRoom(room.id));
      onClose();
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={closing ? text.title(name) : text.titleOpen(name)}
      close={text.cancel}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button
            look={closing ? "danger" : "primary"}
            icon={closing ? "lock" : "door"}
            busy={busy}
            onClick={() => void act()}
          >
            {closing ? text.close : text.open}
          </Button>
        </>
      }
    >
      {closing ? <Effect room={room} /> : <p>{text.openText}</p>}
      {refused !== null && (
        <Notice tone="bad" role="alert">
          {refusals[refused]}
        </Notice>
      )}
    </Dialog>
  );
}

/** Who would go where, as the venue decides it now; asked anew when the numbers of the room change. */
function Effect({ room }: { room: HouseRoom }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).closing;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const [found, setFound] = useState<RoomClosing | null>(null);
  useEffect(() => {
    let wanted = true;
    venue.foreseeClosing(room.id).then(
      (told) => wanted && setFound(told),
      (refused: unknown) => {
        if (!(refused instanceof Refused)) throw refused;
      },
    );
    return () => {
      wanted = false;
    };
  }, [venue, room.id, room.present, room.taken]);
  const targets = Object.entries(found?.into ?? {}).sort(([, one], [, other]) => other - one);
  const count = targets.reduce((sum, [, each]) => sum + each, 0);
  const lead = found === null ? text.asking : count === 0 ? text.nobody : text.lead(count, formats.number(count));
  return (
    <>
      <LiveRegion text={lead} />
      <p>{lead}</p>
      {targets.length > 0 && (
        <ul class="closing-targets">
          {targets.map(([id, each]) => (
            <li key={id}>{text.into(roomNameOf(venue, id, words), each, formats.number(each))}</li>
          ))}
        </ul>
      )}
      <p class="muted">{text.then}</p>
    </>
  );
}
