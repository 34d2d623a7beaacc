import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { ButtonLink } from "../../components/Button";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { localised, useText } from "../../i18n";

/** A waiting list ended with the start of its session, or an offer was withdrawn: said once, until it is put away. */
export function EndedNotice() {
  const venue = useVenue();
  const { ended: text, changed } = useText("places");
  const now = venue.clock.value;
  const [hope] = venue.places.value.ended.flatMap(({ session, how, seen }) => {
    const found = venue.info.value.sessions.find(({ id }) => id === session);
    return !seen && found && found.ends > now ? [{ session, title: localised(found.title), how }] : [];
  });
  const words = hope && text[hope.how];
  return (
    <>
      <LiveRegion text={words ? `${words.title(hope.title)}. ${words.text}` : ""} />
      {words && (
        <Notice
          tone="warn"
          icon="clock"
          title={words.title(hope.title)}
          dismiss={text.understood}
          onDismiss={() => venue.dismissEnded(hope.session)}
          actions={
            <ButtonLink small href={paths.day()}>
              {changed.show}
            </ButtonLink>
          }
        >
          {words.text}
        </Notice>
      )}
    </>
  );
}
