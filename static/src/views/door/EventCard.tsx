import { Icon } from "../../components/Icon";
import { language, Formats, localised, useFormats, useText } from "../../i18n";
import { type EventInfo } from "../../protocol";

/** Which event this is, when, and by whom; in the event's time, and in the reader's where that is another one. */
export function EventCard({ info }: { info: EventInfo }) {
  const text = useText("door");
  const formats = useFormats();
  const own = new Formats(language.value, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const span = formats.span(info.starts, info.ends);
  const ownSpan = own.span(info.starts, info.ends);
  const organisers = formats.list(info.organisers.map((organiser) => localised(organiser)));
  return (
    <section class="door-event">
      <p class="door-welcome">{text.welcome}</p>
      <h1>{localised(info.title)}</h1>
      {info.subtitle && <p class="door-subtitle">{localised(info.subtitle)}</p>}
      <dl class="door-facts">
        <div>
          <dt>
            <Icon name="calendar" />
            <span class="visually-hidden">{text.whenLabel}</span>
          </dt>
          <dd class="num">
            {formats.date(info.starts)}, <span class="door-hours">{text.hours(span)}</span>
          </dd>
          {ownSpan !== span && (
            <dd class="small num">
              {text.eventTime(formats.zoneName(info.starts))} · {text.yourTime(ownSpan)}
            </dd>
          )}
        </div>
        {organisers !== "" && (
          <div>
            <dt>
              <Icon name="people" />
              <span class="visually-hidden">{text.organisersLabel}</span>
            </dt>
            <dd>{text.by(organisers)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
