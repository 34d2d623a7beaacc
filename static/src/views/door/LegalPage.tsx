import { event, homePath } from "../../app/life";
import { paths, type LegalPage as Page } from "../../app/paths";
import { ButtonLink } from "../../components/Button";
import { Said } from "../../components/Said";
import { localised, useText } from "../../i18n";
import "./door.css";
import { piecesOf } from "./prose";

/** Imprint, privacy, accessibility: the words of the event file. */
export function LegalPage({ page }: { page: Page }) {
  const text = useText("app").legal;
  const data = useText("door").data;
  const pieces = piecesOf(localised(event.value?.legal[page]));
  return (
    <article class="legal">
      <h1>{text[page]}</h1>
      {pieces.length === 0 && <p>{text.empty}</p>}
      {pieces.map((piece, index) => {
        if (piece.kind === "heading") return <h2 key={index}>{piece.text}</h2>;
        if (piece.kind === "paragraph") return <Said key={index} text={piece.text} />;
        return (
          <ul key={index}>
            {piece.items.map((item) => (
              <li key={item}>
                <Said text={item} />
              </li>
            ))}
          </ul>
        );
      })}
      <div class="row">
        <ButtonLink icon="back" href={homePath()}>
          {data.back}
        </ButtonLink>
        {page === "privacy" && (
          <ButtonLink icon="person" href={paths.privacy()}>
            {data.title}
          </ButtonLink>
        )}
      </div>
    </article>
  );
}
