import { event } from "../../app/life";
import { localised, useFormats, useText } from "../../i18n";
import { type MyData } from "../../protocol";
import { Said } from "../../components/Said";

/** The stored data in words. */
export function MyDataList({ data }: { data: MyData }) {
  const text = useText("door").data;
  const roles: Readonly<Record<string, string>> = useText("door").roles;
  const formats = useFormats();
  const { person } = data.me;
  const roomTitle = (id: string) => localised(event.value?.rooms.find((room) => room.id === id)?.title) || id;
  const { route } = data;
  const sessionTitle = (id: string) => localised(event.value?.sessions.find((each) => each.id === id)?.title) || id;
  const acts: Readonly<Record<string, string>> = text.acts;
  /** The journal says `action` or `action: reason`. */
  const inWords = (entry: string) => {
    const [action = "", ...reason] = entry.split(": ");
    return text.act(acts[action] ?? action, reason.join(": "));
  };
  const fates: Readonly<Record<string, string>> = text.fates;
  /** An order says `from > to: fate` or `from > to: fate: reason`. */
  const moveInWords = (entry: string) => {
    const [way = "", fate = "", ...reason] = entry.split(": ");
    const rooms = way.split(" > ").map((ids) => ids.split("/").map(roomTitle).join(", "));
    return text.act(`${rooms.join(" → ")}: ${fates[fate] ?? fate}`, reason.join(": "));
  };
  const facts: readonly [string, string][] = [
    [text.name, person.name],
    [text.org, person.org === undefined || person.org === "" ? text.none : person.org],
    [text.roles, (person.roles ?? ["participant"]).map((role) => roles[role] ?? role).join(", ")],
    [text.room, data.room === null ? text.nowhere : roomTitle(data.room)],
    [text.follow, text.follows[route.follow]],
    [text.since, data.entered_at === null ? text.none : formats.moment(data.entered_at)],
  ];
  return (
    <>
      <section class="panel">
        <h2>{text.person}</h2>
        <dl class="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt class="muted">{name}</dt>
              <dd>
                <bdi class="said">{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section class="panel">
        <h2>{text.route}</h2>
        {route.places.length === 0 && <p class="muted">{text.noRoute}</p>}
        <ul class="my-messages">
          {route.places.map((place) => (
            <li key={place.session}>
              <p class="small muted">{text.places[place.state]}</p>
              <p>{sessionTitle(place.session)}</p>
            </li>
          ))}
        </ul>
      </section>
      <section class="panel">
        <h2>
          {text.messages} <span class="muted num">{formats.number(data.messages.length)}</span>
        </h2>
        {data.messages.length === 0 && <p class="muted">{text.noMessages}</p>}
        <ul class="my-messages">
          {data.messages.map((message) => (
            <li key={`${message.room} ${message.at}`}>
              <p class="small muted num">
                {formats.moment(message.at)} · {roomTitle(message.room)}
              </p>
              <Said text={message.text} />
            </li>
          ))}
        </ul>
      </section>
      {data.help && (
        <section class="panel">
          <h2>{text.help}</h2>
          <p class="small muted num">
            {formats.moment(data.help.at)} · {roomTitle(data.help.room)}
          </p>
          <Said text={data.help.text} />
        </section>
      )}
      <section class="panel">
        <h2>{text.journal}</h2>
        {data.journal.length === 0 && <p class="muted">{text.noJournal}</p>}
        <ul class="my-messages">
          {data.journal.map((entry, index) => (
            <li key={index}>
              <bdi class="said">{inWords(entry)}</bdi>
            </li>
          ))}
        </ul>
      </section>
      {(data.moves ?? []).length > 0 && (
        <section class="panel">
          <h2>{text.moves}</h2>
          <ul class="my-messages">
            {data.moves?.map((entry, index) => (
              <li key={index}>
                <bdi class="said">{moveInWords(entry)}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
