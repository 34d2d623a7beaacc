import { type HelpTicket } from "../../protocol";

/** The queue as who helps looks at it: what I took, who waits, what others took; each in the order of asking. */
export interface Sorted {
  readonly mine: readonly HelpTicket[];
  readonly waiting: readonly HelpTicket[];
  readonly others: readonly HelpTicket[];
}

export function sorted(tickets: readonly HelpTicket[], me: string): Sorted {
  const taken = tickets.filter((ticket) => ticket.state === "taken");
  return {
    mine: taken.filter((ticket) => ticket.by?.id === me),
    waiting: tickets.filter((ticket) => ticket.state === "waiting"),
    others: taken.filter((ticket) => ticket.by?.id !== me),
  };
}
