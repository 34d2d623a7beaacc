import { useEffect, useRef, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { addressOf } from "../../app/places";
import { navigate } from "../../app/router";
import { PlaceNotices } from "../places/PlaceNotices";
import { Button } from "../../components/Button";
import { leaveButton } from "../../components/focus";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { Said } from "../../components/Said";
import { localised, useFormats, useText } from "../../i18n";
import { HelpNotice } from "../help/HelpNotice";
import { Ahead } from "./Ahead";
import { NewsNotice } from "./NewsNotice";

/** Short losses heal themselves; only the longer ones are explained, in ms. */
const PATIENCE = 1_500;

/** What everybody must know, whatever they look at: the connection, moves, refusals, announcements. */
export function Notices({ onAsk }: { onAsk: () => void }) {
  const venue = useVenue();
  const text = useText("shell");
  const going = venue.going.value;
  const under = going?.refused === null ? venue.roomOf(going.room) : undefined;
  return (
    <>
      {/* What has a deadline, and what I just did, stays in sight however far one has scrolled. */}
      <div class="pressing-notices">
        {under && <div class="going-line" aria-hidden="true" />}
        <Ahead />
        <PlaceNotices />
      </div>
      <div class="notices">
        <NewsNotice />
        <ConnectionNotice />
        <LiveRegion text={under ? text.going(localised(under.title)) : ""} />
        <Refused />
        <Moved onAsk={onAsk} />
        <HelpNotice />
        <Announcements />
      </div>
    </>
  );
}

function ConnectionNotice() {
  const text = useText("connection");
  const notice = useConnectionNotice();
  const wasLost = useRef(false);
  if (notice?.lost) wasLost.current = true;
  return (
    <>
      <LiveRegion text={!notice && wasLost.current ? text.back : ""} />
      {notice && (
        <Notice tone="warn" icon={notice.lost ? "cloudOff" : "warning"} role="status" title={notice.lost && text.lost}>
          {notice.words}
        </Notice>
      )}
    </>
  );
}

/** What is wrong with the connection, once it is worth a word. */
function useConnectionNotice(): { lost: boolean; words: string } | null {
  const venue = useVenue();
  const text = useText("connection");
  const { state } = venue.link.value;
  const lost = state === "reconnecting" || state === "offline";
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (!lost) {
      setTold(false);
      return;
    }
    const timer = setTimeout(() => setTold(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [lost]);
  if (lost && told) return { lost, words: state === "offline" ? text.explainOffline : text.explainReconnecting };
  if (state === "connected" && venue.troubled.value) return { lost: false, words: text.explainTroubled };
  return null;
}

/** The way was blocked: why, and what can be done. */
function Refused() {
  const venue = useVenue();
  const text = useText("shell");
  const refusals = useText("refusals");
  const going = venue.going.value;
  if (!going?.refused) return null;
  const { room, refused } = going;
  const title = localised(venue.roomOf(room)?.title) || room;
  return (
    <Notice
      tone="warn"
      icon="lock"
      role="alert"
      title={text.refusedTitle(title)}
      actions={
        <>
          <Button
            small
            onClick={(event) => {
              leaveButton(event);
              venue.enter(room);
            }}
          >
            {text.tryAgain}
          </Button>
          <Button
            small
            look="quiet"
            onClick={(event) => {
              leaveButton(event);
              venue.stay();
            }}
          >
            {text.stay}
          </Button>
        </>
      }
    >
      {refusals[refused]}
    </Notice>
  );
}

/** Somebody else moved me: who, why, where to, and what can be done. */
function Moved({ onAsk }: { onAsk: () => void }) {
  const venue = useVenue();
  const text = useText("shell");
  const moved = venue.moved.value;
  if (!moved) return null;
  const from = moved.from === null ? undefined : venue.roomOf(moved.from);
  const back = from?.open && from.id !== moved.to ? from : undefined;
  const who = moved.by === "" ? text.movedByTeam : text.movedBy(moved.by);
  return (
    <Notice
      icon="arrowRight"
      role="alert"
      title={text.movedTitle(localised(venue.roomOf(moved.to)?.title))}
      actions={
        <>
          {back && (
            <Button
              small
              icon="back"
              onClick={() => {
                venue.dismissMoved();
                navigate(addressOf(back));
              }}
            >
              {text.goBack(localised(back.title))}
            </Button>
          )}
          <Button small look="quiet" onClick={onAsk}>
            {text.ask}
          </Button>
          <Button
            small
            look="primary"
            onClick={(event) => {
              leaveButton(event);
              venue.dismissMoved();
            }}
          >
            {text.understood}
          </Button>
        </>
      }
    >
      {moved.cause === "moderator" ? who : moved.cause === "released" ? text.released : text.taken[moved.cause]}
      {moved.reason && <> {text.reason(moved.reason)}</>}
    </Notice>
  );
}

/** The newest announcement; those before it come to light as it is put away. */
function Announcements() {
  const venue = useVenue();
  const text = useText("shell");
  const formats = useFormats();
  const notices = venue.announcements.value;
  const waiting = notices.length - 1;
  return (
    <>
      {notices.slice(-1).map((notice) => (
        <Notice
          key={notice.id}
          icon="announce"
          role="alert"
          title={
            <>
              {notice.everywhere ? text.announcementEverywhere : text.announcement}{" "}
              <span class="small muted notice-meta">{text.announcementMeta(notice.by, formats.clock(notice.at))}</span>
            </>
          }
          dismiss={text.close}
          onDismiss={() => venue.dismissAnnouncement(notice.id)}
        >
          <Said text={notice.text} />
          {waiting > 0 && <p class="small">{text.moreAnnouncements(waiting)}</p>}
        </Notice>
      ))}
    </>
  );
}
