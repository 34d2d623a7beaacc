import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { ButtonLink } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { localised, useText } from "../../i18n";

/** Titles that are named; of more, how many. */
const NAMED = 3;

/** The programme is another one: what is new, gone or elsewhere, and first what it means for me. */
export function NewsNotice() {
  const venue = useVenue();
  const text = useText("news");
  const news = venue.news.value;
  if (!news) return null;
  const listed = (titles: (typeof news)["added"]) => {
    const names = titles.slice(0, NAMED).map((title) => text.quoted(localised(title)));
    return titles.length > NAMED ? text.andMore(names.join(", "), titles.length - NAMED) : names.join(", ");
  };
  const parts = ["added", "gone", "moved", "rooms", "roomsGone"] as const;
  return (
    <Notice
      tone={news.lost.length > 0 ? "warn" : "info"}
      icon="calendar"
      role="status"
      title={text.title}
      dismiss={text.understood}
      onDismiss={() => venue.dismissNews()}
      actions={
        <ButtonLink small href={paths.programme()}>
          {text.show}
        </ButtonLink>
      }
    >
      {news.lost.map(({ title, waiting }, at) => (
        <p key={at}>{(waiting ? text.waiting : text.lost)(localised(title))}</p>
      ))}
      {parts
        .filter((part) => news[part].length > 0)
        .map((part) => (
          <p key={part}>{text[part](listed(news[part]))}</p>
        ))}
    </Notice>
  );
}
