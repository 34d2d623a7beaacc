import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { Avatar } from "../../components/Avatar";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { useText, useTexts } from "../../i18n";
import { type Whereabouts } from "../../protocol";
import { Refused } from "../../state";
import { dutyOf } from "../room/duty";
import { roomNameOf } from "../whereabouts/roomNames";
import { Standing } from "../whereabouts/Standing";
import { whereaboutsTexts } from "../whereabouts/texts";
import { ConductForms, type Deed } from "./ConductForms";
import { type ModerationDesk } from "./desk";
import { outranks } from "./rank";
import { moderationTexts } from "./texts";
import { useReturn } from "./useReturn";

/** How long a name may be that is searched for, and how many of one name are looked through. */
const QUERY = 100;
const NAMESAKES = 200;
const FRESH = 3_000;

/** A person's card: where they are, and what a moderator can do. Stays open and shows what has become of it. */
export function PersonDialog({ desk, person: opened }: { desk: ModerationDesk; person: Whereabouts }) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).person;
  const words = useTexts(whereaboutsTexts);
  const refusals = useText("refusals");
  const people = useText("people");
  const [done, setDone] = useState("");
  const [refused, setRefused] = useState<Refused["code"] | null>(null);
  const [busy, setBusy] = useState(false);
  useReturn();
  const { person: now, look } = useFreshPerson(desk, opened);
  const { person } = now;
  const me = venue.me.value;
  const isMe = me?.person.id === person.id;
  const close = () => (desk.person.value = null);

  const carryOut = async (deed: Deed, work: () => Promise<void>) => {
    setBusy(true);
    setRefused(null);
    setDone("");
    try {
      await work();
      setDone(text.done[deed](person.name));
      void look();
      void desk.finder.refresh();
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      setRefused(fault.code);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog title={text.title} close={words.close} onClose={close}>
      <div class="person-card">
        <div class="person-head">
          <Avatar id={person.id} name={person.name} large />
          <div class="grow">
            <p class="person-name">
              <bdi class="said">{person.name}</bdi>
            </p>
            {person.org && (
              <p class="muted">
                <bdi class="said">{person.org}</bdi>
              </p>
            )}
          </div>
        </div>
        <dl class="person-facts">
          <dt>{text.role}</dt>
          <dd>{dutyOf(person.roles, people) || text.participant}</dd>
          <dt>{text.room}</dt>
          <dd>{now.room === null ? words.outside : roomNameOf(venue, now.room, words)}</dd>
          <dt>{text.state}</dt>
          <dd>
            <Standing of={now} />
          </dd>
          <dt>{text.connections}</dt>
          <dd class="num">{text.connectionCount(now.connections)}</dd>
        </dl>
        {done !== "" && (
          <Notice tone="good" role="status">
            {done}
          </Notice>
        )}
        {refused !== null && (
          <Notice tone="bad" role="alert">
            {refusals[refused]}
          </Notice>
        )}
        {venue.may("move") && now.room !== null && (
          <Button
            look="primary"
            icon="arrowRight"
            onClick={() => {
              close();
              desk.begin([person.id]);
            }}
          >
            {text.move}
          </Button>
        )}
        {isMe && <p class="muted">{text.note.me}</p>}
        {!isMe && venue.may("order") && !outranks(me, person) && <p class="muted">{text.note.staff}</p>}
        {venue.may("order") && outranks(me, person) && (
          <ConductForms person={now} busy={busy} onDeed={(deed, work) => void carryOut(deed, work)} />
        )}
      </div>
    </Dialog>
  );
}

/** The person as they are now; looked for by name, since that is how the venue finds people. */
function useFreshPerson(desk: ModerationDesk, opened: Whereabouts): { person: Whereabouts; look: () => Promise<void> } {
  const venue = useVenue();
  const [person, setPerson] = useState(opened);
  const look = async () => {
    try {
      const query = opened.person.name.slice(0, QUERY);
      const found = await venue.findPeople({ query, limit: NAMESAKES });
      desk.directory.learn(found.people);
      const same = found.people.find((each) => each.person.id === opened.person.id);
      if (same) setPerson(same);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      // What is known stays; the next look comes soon.
    }
  };
  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && venue.link.value.state === "connected") void look();
    }, FRESH);
    return () => clearInterval(timer);
  }, [venue, opened.person.id]);
  return { person, look };
}
