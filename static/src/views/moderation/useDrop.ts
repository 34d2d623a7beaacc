import { useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type ModerationDesk } from "./desk";
import { carriesPeople, peopleOf } from "./drag";

interface Drop {
  /** People are held above it. */
  over: boolean;
  handlers: {
    onDragEnter?: (event: DragEvent) => void;
    onDragOver?: (event: DragEvent) => void;
    onDragLeave?: (event: DragEvent) => void;
    onDrop?: (event: DragEvent) => void;
  };
}

/** Makes an element a place to drop people on: that begins an order, which still has to be confirmed. */
export function useDrop(desk: ModerationDesk, room: string): Drop {
  const venue = useVenue();
  const [over, setOver] = useState(false);
  // Entering a child counts as entering again, leaving it as leaving.
  const depth = useRef(0);
  if (!venue.may("move")) return { over: false, handlers: {} };
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  return {
    over,
    handlers: {
      onDragEnter(event) {
        if (!carriesPeople(event)) return;
        depth.current += 1;
        setOver(true);
      },
      onDragOver(event) {
        if (!carriesPeople(event)) return;
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = "move";
      },
      onDragLeave(event) {
        if (!carriesPeople(event)) return;
        depth.current -= 1;
        if (depth.current <= 0) leave();
      },
      onDrop(event) {
        if (!carriesPeople(event)) return;
        event.preventDefault();
        leave();
        desk.dragged.value = [];
        desk.begin(peopleOf(event), room);
      },
    },
  };
}
