import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { useFormats, useText, useTexts } from "../../i18n";
import { type HelpEnded } from "../../protocol";
import { Refused } from "../../state";
import { roomNameOf } from "../whereabouts/roomNames";
import { spanOf } from "../whereabouts/spans";
import { whereaboutsTexts } from "../whereabouts/texts";
import { infodeskTexts } from "./texts";

/** The tickets that ended last, looked up while it is open and whenever one more has ended (`ended`). */
export function RecordPanel({ ended }: { ended: string }) {
  const venue = useVenue();
  const text = useTexts(infodeskTexts);
  const words = useTexts(whereaboutsTexts);
  const refusals = useText("refusals");
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const [tickets, setTickets] = useState<readonly HelpEnded[] | null>(null);
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  useEffect(() => {
    if (!open) return;
    venue.helpRecord().then(
      (found) => {
        setTickets(found);
        setRefused(null);
      },
      (fault: unknown) => {
        if (!(fault instanceof Refused)) throw fault;
        setRefused(fault.code);
      },
    );
  }, [venue, open, ended]);
  const columns = text.recordColumns;
  return (
    <details class="panel ticket-record" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text.record}</summary>
      <p class="small muted">{text.recordNote}</p>
      {refused !== null && <p role="alert">{refusals[refused]}</p>}
      {tickets?.length === 0 && <p class="muted">{text.recordEmpty}</p>}
      {tickets !== null && tickets.length > 0 && (
        // Wide tables scroll inside themselves, by keys, too.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div class="ticket-table" tabIndex={0} role="region" aria-label={text.recordCaption}>
          <table>
            <caption class="visually-hidden">{text.recordCaption}</caption>
            <thead>
              <tr>
                {Object.values(columns).map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tickets.map((ticket) => (
                <tr key={ticket.number}>
                  <th scope="row" class="num">
                    {formats.number(ticket.number)}
                  </th>
                  <td class="num">{formats.clock(ticket.asked)}</td>
                  <td>{roomNameOf(venue, ticket.room, words)}</td>
                  <td class="num">{spanOf((ticket.taken || ticket.closed) - ticket.asked, words, formats)}</td>
                  <td>{ticket.reason === "" ? text.dash : text.reasons[ticket.reason]}</td>
                  <td>
                    <bdi class="said">{ticket.by?.name ?? text.dash}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
