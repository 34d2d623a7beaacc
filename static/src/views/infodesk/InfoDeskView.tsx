import "../../styles/staff.css";
import "../../styles/infodesk.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { focusHeading } from "../../app/focus";
import { EmptyState } from "../../components/EmptyState";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { useFormats, useTexts } from "../../i18n";
import { type HelpTicket } from "../../protocol";
import { LinkNotice } from "../whereabouts/LinkNotice";
import { spanOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useNow } from "../whereabouts/useNow";
import { type Heard, newlyAsked } from "./asked";
import { RecordPanel } from "./RecordPanel";
import { sorted } from "./sorted";
import { infodeskTexts } from "./texts";
import { Ticket } from "./Ticket";
import { type Deeds, useDeeds } from "./useDeeds";

const STEP = 1_000;

/** The info desk from the team's side: who asked, in the order of asking, and who takes care of whom. */
export default function InfoDeskView() {
  const venue = useVenue();
  const text = useTexts(infodeskTexts);
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const now = useNow(STEP);
  const deeds = useDeeds();
  const { listed } = venue.help.value;
  useEffect(() => {
    venue.watchHelp(true);
    return () => venue.watchHelp(false);
  }, [venue]);
  useEffect(() => {
    // Loaded after the change of place: the focus waits at the frame.
    if (document.activeElement === document.body || document.activeElement?.tagName === "MAIN") focusHeading();
  }, []);
  const tickets = listed?.tickets ?? [];
  const { mine, waiting, others } = sorted(tickets, venue.me.value?.person.id ?? "");
  const first = waiting[0];
  const news = useNewAsked(listed?.tickets ?? null, waiting.length);
  return (
    <div class="staff infodesk">
      <header class="staff-head">
        <h1 tabIndex={-1}>{text.title}</h1>
        {listed && (
          <p class="small muted num">
            {text.summary(waiting.length, formats.number(waiting.length), formats.number(mine.length + others.length))}
            {first && ` · ${text.longest(spanOf(now - first.asked, words, formats))}`}
          </p>
        )}
      </header>
      <LinkNotice />
      <LiveRegion text={news} />
      {deeds.outcome && (
        <Notice tone={deeds.outcome.tone} role="status" dismiss={words.close} onDismiss={deeds.dismiss}>
          {deeds.outcome.words}
        </Notice>
      )}
      {!listed && <Skeleton label={text.loading} lines={6} />}
      <Section title={text.mine} tickets={mine} now={now} deeds={deeds} mine />
      {listed && waiting.length === 0 && (
        <EmptyState icon="check" title={text.emptyTitle}>
          {text.emptyText}
        </EmptyState>
      )}
      <Section title={text.waiting} tickets={waiting} now={now} deeds={deeds} />
      <Section title={text.others} tickets={others} now={now} deeds={deeds} />
      <RecordPanel ended={tickets.map((ticket) => ticket.number).join()} />
    </div>
  );
}

interface SectionProps {
  title: string;
  tickets: readonly HelpTicket[];
  now: number;
  deeds: Deeds;
  mine?: boolean;
}

function Section({ title, tickets, now, deeds, mine = false }: SectionProps) {
  const formats = useFormats();
  if (tickets.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <span class="muted num">{formats.number(tickets.length)}</span>
      </h2>
      <ol class="tickets">
        {tickets.map((ticket) => (
          <Ticket
            key={ticket.number}
            ticket={ticket}
            now={now}
            deeds={deeds}
            mine={mine}
            next={ticket === tickets[0]}
          />
        ))}
      </ol>
    </section>
  );
}

/** What a screen reader is told when somebody new has asked; `tickets` null: not known yet. */
function useNewAsked(tickets: readonly HelpTicket[] | null, waiting: number): string {
  const text = useTexts(infodeskTexts);
  const formats = useFormats();
  const heard = useRef<Heard>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (tickets === null) return;
    const asked = newlyAsked(heard.current, tickets);
    heard.current = asked.heard;
    if (asked.fresh) setSaid(text.said.asked(formats.number(asked.fresh.number), waiting));
  }, [tickets]);
  return said;
}
