import { useId, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { TabPanel, Tabs } from "../../components/Tabs";
import { useText } from "../../i18n";
import { About } from "./About";
import { Chat } from "./Chat";
import { People } from "./People";

type Part = "chat" | "people" | "about";

/** The talking side of a room: its conversation, and who is there. */
export function Side() {
  const venue = useVenue();
  const text = useText("room");
  const chat = useText("chat");
  const people = useText("people");
  const base = useId();
  const [part, setPart] = useState<Part>("chat");
  const room = venue.room.value;
  const unread = part === "chat" ? 0 : venue.unread.value.count;
  const { count } = venue.roster.value;
  return (
    <section class="side" aria-label={text.side}>
      <Tabs<Part>
        label={text.sideTabs}
        base={base}
        current={part}
        onSelect={setPart}
        tabs={[
          {
            id: "chat",
            label: chat.title,
            fresh: true,
            ...(unread > 0 ? { count: unread, countLabel: chat.newMessages(unread) } : {}),
          },
          { id: "people", label: people.title, count, countLabel: people.inRoom(count) },
          { id: "about", label: text.about },
        ]}
      />
      <TabPanel base={base} id="chat" current={part}>
        <Chat key={room?.id ?? ""} visible={part === "chat"} />
      </TabPanel>
      <TabPanel base={base} id="people" current={part}>
        <People key={room?.id ?? ""} visible={part === "people"} />
      </TabPanel>
      <TabPanel base={base} id="about" current={part} reachable>
        {room && <About room={room} />}
      </TabPanel>
    </section>
  );
}
