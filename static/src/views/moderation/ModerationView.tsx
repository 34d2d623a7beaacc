import "../../styles/staff.css";
import "../../styles/moderation.css";
import "../../styles/orders.css";
import "../../styles/expected.css";
import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { focusHeading } from "../../app/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { type Tab, TabPanel, Tabs } from "../../components/Tabs";
import { useTexts } from "../../i18n";
import { hasPlaces, type Venue } from "../../state";
import { LinkNotice } from "../whereabouts/LinkNotice";
import { AnnouncePanel } from "./AnnouncePanel";
import { ConductPanel } from "./ConductPanel";
import { deskIn, type Part } from "./desk";
import { ExpectedPanel } from "./ExpectedPanel";
import { expectedTexts } from "./expectedTexts";
import { JournalPanel } from "./JournalPanel";
import { MoveDialog } from "./MoveDialog";
import { OrdersPanel } from "./OrdersPanel";
import { PeoplePanel } from "./PeoplePanel";
import { PersonDialog } from "./PersonDialog";
import { RoomsPanel } from "./RoomsPanel";
import { moderationTexts } from "./texts";
import { useConduct } from "./useConduct";
import { usePart } from "./usePart";

const BASE = "desk";

/** The moderators' desk: people beside rooms, announcements, keeping order, and the journal of it all. */
export default function ModerationView() {
  const venue = useVenue();
  const text = useTexts(moderationTexts);
  const expected = useTexts(expectedTexts);
  const desk = deskIn(venue);
  const conduct = useConduct();
  const parts = partsOf(venue);
  const [part, choose] = usePart(parts);
  const [announced, setAnnounced] = useState(0);
  const draft = desk.draft.value;
  const person = desk.person.value;

  useEffect(() => {
    // Loaded after the change of place: the focus waits at the frame.
    if (document.activeElement === document.body || document.activeElement?.tagName === "MAIN") focusHeading();
  }, []);
  useEffect(() => {
    if (part === "order") void conduct.look();
  }, [part]);
  useEffect(() => {
    if (announced > 0) document.querySelector<HTMLElement>(".announce-panel textarea")?.focus();
  }, [announced]);
  const announceTo = (room: string) => {
    desk.audience.value = room;
    choose("announce");
    setAnnounced(announced + 1);
  };
  const count = conduct.people?.length ?? 0;
  const tabs: Tab<Part>[] = parts.map((id) => ({
    id,
    label: id === "expected" ? expected.tab : text.tabs[id],
    ...(id === "order" && count > 0 ? { count, countLabel: text.orderCount(count) } : {}),
  }));

  return (
    <div class="staff desk">
      <header class="desk-head">
        <h1 tabIndex={-1}>{text.title}</h1>
        <Tabs label={text.parts} base={BASE} tabs={tabs} current={part} onSelect={choose} />
      </header>
      <LinkNotice />
      <LiveRegion text={desk.said.value} />
      {parts.includes("people") && (
        <TabPanel base={BASE} id="people" current={part}>
          <div class="desk-people">
            <PeoplePanel desk={desk} active={part === "people"} />
            <div class="desk-side">
              <OrdersPanel desk={desk} />
              <RoomsPanel desk={desk} onAnnounce={announceTo} />
            </div>
          </div>
        </TabPanel>
      )}
      {parts.includes("expected") && (
        <TabPanel base={BASE} id="expected" current={part}>
          <ExpectedPanel desk={desk} active={part === "expected"} />
        </TabPanel>
      )}
      {parts.includes("announce") && (
        <TabPanel base={BASE} id="announce" current={part}>
          <AnnouncePanel desk={desk} />
        </TabPanel>
      )}
      {parts.includes("order") && (
        <TabPanel base={BASE} id="order" current={part}>
          <ConductPanel desk={desk} conduct={conduct} />
        </TabPanel>
      )}
      {parts.includes("journal") && (
        <TabPanel base={BASE} id="journal" current={part}>
          <JournalPanel active={part === "journal"} />
        </TabPanel>
      )}
      {draft && <MoveDialog desk={desk} draft={draft} />}
      {person && <PersonDialog key={person.person.id} desk={desk} person={person} />}
    </div>
  );
}

/** The parts of the desk that my roles open. */
function partsOf(venue: Venue): readonly Part[] {
  const parts: Part[] = [];
  if (venue.may("observe")) parts.push("people");
  if (venue.may("announce")) parts.push("announce");
  if (venue.may("observe") && hasPlaces(venue.info.value)) parts.push("expected");
  if (venue.may("order")) parts.push("order", "journal");
  return parts;
}
