import { useVenue } from "../../app/context";
import { Skeleton } from "../../components/Skeleton";
import { useText } from "../../i18n";
import { Tables } from "../cafeteria/CafeteriaView";
import { ReactionBar } from "./Reactions";
import { RoomHead } from "./RoomHead";
import { Side } from "./Side";
import { Stage } from "./Stage";
import { TableStage } from "./TableStage";

/** The room where I am; while I walk, the one I leave stays readable. A plenum or workshop has a stage, a table its chairs. */
export function RoomView() {
  const venue = useVenue();
  const text = useText("room");
  const room = venue.room.value;
  if (!room) return <Skeleton label={text.arriving} lines={9} />;
  return (
    <div class="room">
      <div class="room-main">
        <RoomHead room={room} />
        {room.kind === "table" ? <TableStage room={room} /> : <Stage room={room} />}
        <ReactionBar />
        {room.tables.length > 0 && <Tables tables={room.tables} />}
      </div>
      <Side />
    </div>
  );
}
