import "../../styles/staff.css";
import "../../styles/operations.css";
import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { focusHeading } from "../../app/focus";
import { useFormats, useTexts } from "../../i18n";
import { ageOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useNow } from "../whereabouts/useNow";
import { AlarmsPanel } from "./AlarmsPanel";
import { deskIn } from "./desk";
import { Figures } from "./Figures";
import { NodesPanel } from "./NodesPanel";
import { RoomsBoard } from "./RoomsBoard";
import { operationsTexts } from "./texts";
import { TrendPanel } from "./TrendPanel";
import { VersionsPanel } from "./VersionsPanel";
import { WhereaboutsPanel } from "./WhereaboutsPanel";

const STEP = 500;

/** The operators' board: what is wrong first, then the house in numbers, each with its age, and who is where. */
export default function OperationsView() {
  const venue = useVenue();
  const text = useTexts(operationsTexts);
  const desk = deskIn(venue);
  const [since] = useState(() => venue.now());
  useEffect(() => {
    venue.watchOperations(true);
    return () => venue.watchOperations(false);
  }, [venue]);
  useEffect(() => {
    // Loaded after the change of place: the focus waits at the frame.
    if (document.activeElement === document.body || document.activeElement?.tagName === "MAIN") focusHeading();
  }, []);
  return (
    <div class="staff board">
      <header class="staff-head">
        <h1 tabIndex={-1}>{text.title}</h1>
        <Measured />
      </header>
      <AlarmsPanel desk={desk} since={since} />
      <Figures />
      <div class="board-columns">
        <WhereaboutsPanel desk={desk} />
        <div class="board-column">
          <TrendPanel />
          <NodesPanel />
          <RoomsBoard desk={desk} />
          <VersionsPanel />
        </div>
      </div>
    </div>
  );
}

/** How old the newest measurement is. */
function Measured() {
  const venue = useVenue();
  const text = useTexts(operationsTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const now = useNow(STEP);
  const { measured } = venue.board.value;
  return (
    <p class="small muted num">{measured ? text.measuredAt(ageOf(now - measured.at, words, formats)) : text.waiting}</p>
  );
}
