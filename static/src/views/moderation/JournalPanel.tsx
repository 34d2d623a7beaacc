import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Icon } from "../../components/Icon";
import { type IconName } from "../../components/icons";
import { Skeleton } from "../../components/Skeleton";
import { useFormats, useText, useTexts } from "../../i18n";
import { type JournalEntry } from "../../protocol";
import { roomNameOf } from "../whereabouts/roomNames";
import { whereaboutsTexts } from "../whereabouts/texts";
import { filled } from "./sentences";
import { moderationTexts } from "./texts";
import { useJournal } from "./useJournal";

const ICONS: Readonly<Record<JournalEntry["action"], IconName>> = {
  silence: "mute",
  unsilence: "chat",
  show_out: "leave",
  let_in: "door",
  delete: "trash",
  move: "arrowRight",
  announce: "announce",
  revoke: "lock",
  run: "clock",
  cancel_move: "close",
  undo_move: "undo",
  publish: "calendar",
  close_room: "lock",
  open_room: "door",
};

/** Who decided what and when: newest first, older pages on demand. */
export function JournalPanel({ active }: { active: boolean }) {
  const text = useTexts(moderationTexts).journal;
  const words = useTexts(whereaboutsTexts);
  const refusals = useText("refusals");
  const { pages, trouble, loadingOlder, look, older } = useJournal(active);
  return (
    <section class="panel journal-panel" aria-labelledby="desk-journal-title">
      <h2 id="desk-journal-title">{text.title}</h2>
      <p class="muted">{text.intro}</p>
      {pages === null && trouble === null && <Skeleton label={text.loading} lines={6} />}
      {pages === null && trouble !== null && (
        <EmptyState
          icon="warning"
          title={text.failed}
          actions={<Button onClick={() => void look()}>{words.retry}</Button>}
        >
          {refusals[trouble]}
        </EmptyState>
      )}
      {pages?.entries.length === 0 && (
        <EmptyState icon="shield" title={text.emptyTitle}>
          {text.emptyText}
        </EmptyState>
      )}
      {pages && pages.entries.length > 0 && (
        <>
          <ol class="journal">
            {pages.entries.map((entry) => (
              <Entry key={entry.number} entry={entry} />
            ))}
          </ol>
          {pages.older ? (
            <Button busy={loadingOlder} onClick={() => void older()}>
              {text.older}
            </Button>
          ) : (
            <p class="small muted">{text.end}</p>
          )}
        </>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: JournalEntry }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).journal;
  const words = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const room = entry.room === "" ? text.everywhere : roomNameOf(venue, entry.room, words);
  const pieces = filled(text.sentences[entry.action], {
    by: entry.by_name,
    whom: entry.whom_name || text.somebody,
    room,
    count: text.people(entry.count, formats.number(entry.count)),
  });
  return (
    <li class="journal-entry">
      <time class="small muted num" dateTime={new Date(entry.at).toISOString()}>
        {formats.seconds(entry.at)}
      </time>
      <Icon name={ICONS[entry.action]} />
      <div>
        <p>
          {pieces.map(({ text: piece, named }, at) =>
            named ? (
              <bdi key={at} class="said journal-name">
                {piece}
              </bdi>
            ) : (
              piece
            ),
          )}
        </p>
        {entry.reason && <p class="small muted said">{text.reason(entry.reason)}</p>}
      </div>
    </li>
  );
}
