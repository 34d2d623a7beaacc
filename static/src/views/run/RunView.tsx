import "../../styles/staff.css";
import "../../styles/run.css";
import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { focusHeading } from "../../app/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { Segments } from "../../components/Switches";
import { useTexts } from "../../i18n";
import { DayList } from "./DayList";
import { NextPanel } from "./NextPanel";
import { NowPanel } from "./NowPanel";
import { runTexts } from "./texts";
import { useDeed } from "./useDeed";

/** The cockpit: what runs and for how long still, what comes next and whom it concerns, and the whole day. */
export default function RunView() {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const deeds = useDeed();
  const [rest, setRest] = useState(true);
  const { mode, running } = venue.showAt(venue.second.value);
  const connected = venue.link.value.state === "connected";
  useEffect(() => {
    // Loaded after the change of place: the focus waits at the frame.
    if (document.activeElement === document.body || document.activeElement?.tagName === "MAIN") focusHeading();
  }, []);
  const choose = (chosen: "clock" | "hand") => {
    if (chosen !== mode)
      void deeds.act(
        () => venue.runShow(running?.id ?? "", chosen),
        () => text.done[chosen],
      );
  };
  return (
    <div class="staff run">
      <header class="staff-head">
        <h1 tabIndex={-1}>{text.title}</h1>
        <div class="run-mode">
          <Segments
            label={text.mode}
            choices={[
              { id: "clock", label: text.modes.clock, icon: "clock" },
              { id: "hand", label: text.modes.hand, icon: "person" },
            ]}
            chosen={mode}
            onChoose={choose}
          />
          <p class="small muted">{text.modeNow[mode]}</p>
        </div>
      </header>
      <LiveRegion text={deeds.said} />
      {!connected && (
        <Notice tone="warn" icon="cloudOff" role="status">
          {text.offline}
        </Notice>
      )}
      {deeds.trouble && (
        <Notice tone="warn" role="alert">
          {deeds.trouble}
        </Notice>
      )}
      <div class="run-steps">
        <NowPanel deeds={deeds} rest={rest} onRest={setRest} />
        <NextPanel deeds={deeds} rest={rest} />
      </div>
      <DayList />
    </div>
  );
}
