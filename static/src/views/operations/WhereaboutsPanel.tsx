import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { type Column, DataTable } from "../../components/DataTable";
import { EmptyState } from "../../components/EmptyState";
import { Skeleton } from "../../components/Skeleton";
import { useFormats, useText, useTexts } from "../../i18n";
import { type Whereabouts } from "../../protocol";
import { dutyOf } from "../room/duty";
import { NARROW, useMedia } from "../shell/useMedia";
import { EVERYBODY } from "../whereabouts/finder";
import { Filters } from "../whereabouts/Filters";
import { Pager } from "../whereabouts/Pager";
import { roomNameOf } from "../whereabouts/roomNames";
import { Standing } from "../whereabouts/Standing";
import { whereaboutsTexts } from "../whereabouts/texts";
import { useDirectory } from "../whereabouts/useDirectory";
import { useFresh } from "../whereabouts/useFresh";
import { type OperationsDesk } from "./desk";
import { operationsTexts } from "./texts";

/** Everybody's whereabouts, to be searched: room, since when, how many windows. */
export function WhereaboutsPanel({ desk }: { desk: OperationsDesk }) {
  const text = useTexts(operationsTexts).people;
  const words = useTexts(whereaboutsTexts);
  const refusals = useText("refusals");
  const formats = useFormats();
  const { finder } = desk;
  useFresh(finder);
  useDirectory(desk.directory, false);
  const columns = useColumns();
  const found = finder.found.value;
  const trouble = finder.trouble.value;
  const wanted = finder.wanted.value;
  const filtered = wanted.query !== "" || wanted.room !== null || wanted.role !== null || wanted.org !== null;
  return (
    <section class="panel people-board" aria-labelledby="board-people">
      <h2 id="board-people">{text.title}</h2>
      <Filters finder={finder} directory={desk.directory} />
      {found === null && trouble === null && <Skeleton label={words.loading} lines={6} />}
      {found === null && trouble !== null && (
        <EmptyState
          icon="warning"
          title={words.failed}
          actions={<Button onClick={() => void finder.refresh()}>{words.retry}</Button>}
        >
          {refusals[trouble]}
        </EmptyState>
      )}
      {found?.total === 0 && (
        <EmptyState
          icon="search"
          title={words.emptyTitle}
          actions={filtered && <Button onClick={() => finder.want(EVERYBODY)}>{words.showAll}</Button>}
        >
          {filtered ? words.emptyFiltered : words.emptyHouse}
        </EmptyState>
      )}
      {found && found.total > 0 && (
        <div class={finder.looking.value ? "is-looking" : ""}>
          <p class="small muted num people-found" role="status">
            {words.found(found.total, formats.number(found.total))}
          </p>
          <DataTable caption={text.caption} columns={columns} rows={found.people} rowKey={({ person }) => person.id} />
          <Pager finder={finder} />
        </div>
      )}
    </section>
  );
}

function useColumns(): readonly Column<Whereabouts>[] {
  const venue = useVenue();
  const text = useTexts(operationsTexts).people.columns;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const narrow = useMedia(NARROW);
  const roomOf = ({ room }: Whereabouts) => (room === null ? "–" : roomNameOf(venue, room, words));
  const who: Column<Whereabouts> = { id: "name", label: text.name, cell: (row) => <Who row={row} /> };
  const state: Column<Whereabouts> = { id: "state", label: text.state, cell: (row) => <Standing of={row} /> };
  if (narrow) {
    const where: Column<Whereabouts> = {
      id: "room",
      label: text.room,
      cell: (row) => (
        <span class="where-cell">
          <span>{roomOf(row)}</span>
          <Standing of={row} />
        </span>
      ),
    };
    return [who, where];
  }
  return [
    who,
    { id: "room", label: text.room, cell: roomOf },
    state,
    {
      id: "connections",
      label: text.connections,
      numeric: true,
      cell: (row) => formats.number(row.connections),
    },
  ];
}

function Who({ row: { person } }: { row: Whereabouts }) {
  const words = useTexts(whereaboutsTexts);
  const duty = dutyOf(person.roles, useText("people"));
  const isMe = useVenue().me.value?.person.id === person.id;
  return (
    <span class="who-cell">
      <span class="people-name">
        <bdi class="said">{person.name}</bdi>
        {isMe && <Chip tone="here">{words.me}</Chip>}
        {duty && <Chip tone="accent">{duty}</Chip>}
        {person.rehearsal && <Chip>{words.rehearsal}</Chip>}
      </span>
      {person.org && <bdi class="said small muted">{person.org}</bdi>}
    </span>
  );
}
