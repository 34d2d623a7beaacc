import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { SearchField } from "../../components/Field";
import { RosterList, type RosterPerson } from "../../components/RosterList";
import { Skeleton } from "../../components/Skeleton";
import { useFormats, useText } from "../../i18n";
import { type Member } from "../../protocol";
import { dutyOf } from "./duty";
import { useRosterPages } from "./pages";

/** With fewer people a search field would only be in the way. */
const SEARCH_FROM = 9;

/** Who is in the shown room: all of them where they can be listed, else in pages. `visible`: somebody looks. */
export function People({ visible }: { visible: boolean }) {
  const venue = useVenue();
  const text = useText("people");
  const formats = useFormats();
  const [query, setQuery] = useState("");
  const roster = venue.roster.value;
  const paged = roster.people === null;
  const pages = useRosterPages(query.trim(), roster.count, visible && paged);
  const listed = (roster.people ?? pages.people).filter((person) => paged || matches(person, query));
  const total = paged ? pages.total : listed.length;
  const searching = query.trim() !== "";
  const clear = () => setQuery("");
  return (
    <div class="people">
      <div class="people-top">
        {(roster.count >= SEARCH_FROM || searching) && (
          <SearchField label={text.search} clear={text.clear} value={query} onValue={setQuery} />
        )}
        <p class="small muted num" role={searching ? "status" : undefined}>
          {searching ? text.found(total) : text.inRoom(roster.count, formats.number(roster.count))}
        </p>
      </div>
      {/* The list is scrolled by keys, so it must be reachable by them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="people-scroll" tabIndex={0} role="group" aria-label={text.list}>
        <RosterList label={text.list} people={useRows(listed, !paged)} />
        {paged && pages.state === "loading" && <Skeleton label={text.loading} lines={6} faces />}
        {paged && pages.state === "failed" && (
          <EmptyState
            icon="warning"
            title={text.failedTitle}
            actions={<Button onClick={pages.retry}>{text.retry}</Button>}
          />
        )}
        {paged && pages.state === "ready" && pages.next !== "" && (
          <div class="people-more">
            <p class="small muted num">{text.shown(listed.length, total)}</p>
            <Button small onClick={pages.more}>
              {text.more}
            </Button>
          </div>
        )}
        {!paged && !searching && roster.count <= 1 && (
          <EmptyState icon="people" title={text.aloneTitle}>
            {text.aloneText}
          </EmptyState>
        )}
        {searching && total === 0 && (!paged || pages.state === "ready") && (
          <EmptyState icon="search" title={text.nobodyTitle} actions={<Button onClick={clear}>{text.clear}</Button>}>
            {text.nobodyText}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

/** The rows: of a whole list myself first, then those who work here; else as they came, by name. */
function useRows(people: readonly Member[], whole: boolean): readonly RosterPerson[] {
  const text = useText("people");
  const me = useVenue().me.value?.person.id;
  const rank = (person: Member) => (person.id === me ? 0 : dutyOf(person.roles, text) ? 1 : 2);
  const sorted = whole ? [...people].sort((one, other) => rank(one) - rank(other)) : people;
  return sorted.map((person) => ({
    id: person.id,
    name: person.name,
    org: person.org,
    duty: dutyOf(person.roles, text) || undefined,
    me: person.id === me ? text.me : undefined,
    note: person.rehearsal ? text.rehearsal : undefined,
  }));
}

function matches(person: Member, query: string): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return wanted === "" || `${person.name} ${person.org ?? ""}`.toLocaleLowerCase().includes(wanted);
}
