import { useEffect, useMemo, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { type ChatActions, type SpokenEntry } from "../../components/chat";
import { grouped } from "../../components/grouping";
import { LiveRegion } from "../../components/LiveRegion";
import { MessageList } from "../../components/MessageList";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { useFormats, useText } from "../../i18n";
import { Refused } from "../../state";
import { useCalmly } from "./calm";
import { dutyOf } from "./duty";
import { entriesOf, outgoingEntries } from "./entries";
import { useHeard } from "./heard";
import { useRemovals } from "./removals";
import { Speak } from "./Speak";

/** In ms: faster than this nobody reads. */
const DRAWN_EVERY = 100;

/** The conversation of the shown room. Mounted anew for each room, so that nothing of one room leaks into another. */
export function Chat({ visible }: { visible: boolean }) {
  const venue = useVenue();
  const words = useText("chat");
  const people = useText("people");
  const refusals = useText("refusals");
  const formats = useFormats();
  const [refusal, setRefusal] = useState<string | null>(null);
  // Together, so that a message of mine is never in both places or in none.
  const { log, unread, outgoing } = useCalmly(
    () => ({ log: venue.log.value, unread: venue.unread.value, outgoing: venue.outgoing.value }),
    DRAWN_EVERY,
  );
  const person = venue.me.value?.person;
  const me = person?.id ?? "";
  const room = log.room ?? "";

  const tell = (promise: Promise<unknown>) => {
    setRefusal(null);
    promise.catch((error: unknown) => setRefusal(refusals[error instanceof Refused ? error.code : "server_error"]));
  };
  const removals = useRemovals((from, message) => tell(venue.remove(from, message)));
  const mayRemoveAny = venue.may("order");
  const actions = useMemo<ChatActions>(
    () => ({
      mayRemoveAny,
      edit: (message, text) => tell(venue.edit(room, message, text)),
      remove: (message) => removals.ask(room, message),
      keep: (message) => removals.takeBack(message),
      retry: (ref) => venue.retry(ref),
      discard: (ref) => venue.discard(ref),
    }),
    [venue, room, mayRemoveAny, refusals],
  );

  const mine = useMemo(() => {
    if (!person) return [];
    const whyOf = ({ code }: { code: keyof typeof refusals | null }) => (code === null ? "" : refusals[code]);
    return outgoingEntries(outgoing, { room, me: person, now: venue.now(), today: Date.now(), whyOf });
  }, [outgoing, room, person, refusals]);
  const blocks = useMemo(
    () => grouped(entriesOf(log, mine), { mark: unread.mark, dayOf: (at) => formats.day(at) }),
    [log, mine, unread.mark, formats],
  );
  const heard = useHeard(log.items, me, words);
  const duty = useMemo(() => (entry: SpokenEntry) => dutyOf(entry.roles, people), [people]);

  const [atEnd, setAtEnd] = useState(true);
  useEffect(() => {
    const look = () => venue.reading(visible && atEnd && document.visibilityState === "visible");
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [visible, atEnd, venue]);

  return (
    <div class="chat">
      <LiveRegion text={heard} />
      <MessageList
        blocks={blocks}
        me={me}
        dutyOf={duty}
        unread={unread.count}
        older={log.older}
        loadingOlder={log.loadingOlder}
        onOlder={() => tell(venue.older())}
        onReading={setAtEnd}
        removing={removals.pending}
        words={words}
        formats={formats}
        actions={actions}
        waiting={log.room === null && <Skeleton label={words.loading} lines={6} faces />}
      />
      {refusal && (
        <div class="chat-notice">
          <Notice tone="bad" role="alert" dismiss={words.cancel} onDismiss={() => setRefusal(null)}>
            {refusal}
          </Notice>
        </div>
      )}
      <Speak />
    </div>
  );
}
