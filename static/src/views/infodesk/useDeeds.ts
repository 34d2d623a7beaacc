import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { useFormats, useText, useTexts } from "../../i18n";
import { type HelpTicket } from "../../protocol";
import { type HelpReason, type MoveOrder, Refused } from "../../state";
import { roomNameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { type InfoDeskTexts, infodeskTexts } from "./texts";

/** How long after a deed the news of it may move the focus, in ms. */
const FOCUS_WAITS = 3_000;

/** What a deed came to, in words. */
export interface Outcome {
  readonly tone: "good" | "warn" | "bad";
  readonly words: string;
}

export interface Deeds {
  readonly outcome: Outcome | null;
  /** The ticket with which something is under way. */
  readonly busy: number | null;
  readonly take: (ticket: HelpTicket) => void;
  readonly release: (ticket: HelpTicket) => void;
  readonly close: (ticket: HelpTicket, reason: HelpReason) => void;
  /** Brings the person into a room. */
  readonly bring: (ticket: HelpTicket, to: string) => void;
  readonly dismiss: () => void;
}

/** What a helper can do with a ticket, and what came of the last thing they did. */
export function useDeeds(): Deeds {
  const venue = useVenue();
  const text = useTexts(infodeskTexts);
  const words = useTexts(whereaboutsTexts);
  const refusals = useText("refusals");
  const formats = useFormats();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState<number | null>(null);
  const [acted, setActed] = useState(0);
  useKeptFocus(acted, () => setActed(0));

  const carryOut = async (ticket: HelpTicket, work: () => Promise<Outcome>) => {
    setBusy(ticket.number);
    setActed(ticket.number);
    setOutcome(null);
    try {
      setOutcome(await work());
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setOutcome({ tone: "bad", words: refusals[fault.code] });
    } finally {
      setBusy(null);
    }
  };
  const number = (ticket: HelpTicket) => formats.number(ticket.number);

  return {
    outcome,
    busy,
    dismiss: () => setOutcome(null),
    take: (ticket) =>
      void carryOut(ticket, async () => {
        const { mine, by } = await venue.takeHelp(ticket.number);
        if (mine) return { tone: "good", words: text.said.taken(number(ticket), ticket.person.name) };
        return {
          tone: "warn",
          words: by ? text.said.beaten(number(ticket), by.name) : text.said.beatenBySomebody(number(ticket)),
        };
      }),
    release: (ticket) =>
      void carryOut(ticket, async () => {
        await venue.releaseHelp(ticket.number);
        return { tone: "good", words: text.said.released(number(ticket)) };
      }),
    close: (ticket, reason) =>
      void carryOut(ticket, async () => {
        await venue.closeHelp(ticket.number, reason);
        return { tone: "good", words: text.said.closed(number(ticket)) };
      }),
    bring: (ticket, to) =>
      void carryOut(ticket, async () => {
        const order = await venue.move({ people: [ticket.person.id], to, reason: text.fetchReason });
        return brought(order, ticket, roomNameOf(venue, to, words), text);
      }),
  };
}

/** What became of one person who was brought somewhere. */
function brought(order: MoveOrder, { person }: HelpTicket, room: string, text: InfoDeskTexts): Outcome {
  const { said } = text;
  switch (order.people.get(person.id)) {
    case "moved":
    case "arrived":
      return { tone: "good", words: said.fetched(person.name, room) };
    case "already":
      return { tone: "good", words: said.already(person.name) };
    case "offline":
      return { tone: "warn", words: said.offline(person.name) };
    case "full":
      return { tone: "warn", words: said.full(room) };
    default:
      return { tone: "warn", words: said.barred(person.name, room) };
  }
}

/** The card has moved or is gone with the button that was pressed: its heading, or the view's, takes the focus. */
function useKeptFocus(acted: number, done: () => void): void {
  const { listed } = useVenue().help.value;
  useEffect(() => {
    if (acted === 0) return;
    const timer = setTimeout(done, FOCUS_WAITS);
    return () => clearTimeout(timer);
  }, [acted]);
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (acted === 0 || !lost) return;
    const heading = document.getElementById(`help-${acted}`) ?? document.querySelector<HTMLElement>("main h1");
    heading?.focus();
    done();
  }, [acted, listed]);
}
