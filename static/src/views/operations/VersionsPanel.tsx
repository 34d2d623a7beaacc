import { useEffect, useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { front } from "../../app/life";
import { paths } from "../../app/paths";
import { Button } from "../../components/Button";
import { Chip } from "../../components/Chip";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { useFormats, useTexts } from "../../i18n";
import { type VersionInfo, type Versions } from "../../protocol";
import { PublishDialog } from "./PublishDialog";
import { versionTexts } from "./versionTexts";

/** `back` 0: a new text. */
interface Wish {
  readonly back: number;
}

/** The versions of the event file: which one counts, and how another one is published. */
export function VersionsPanel() {
  const text = useTexts(versionTexts);
  const { listed, failed, look } = useVersions();
  const [wish, setWish] = useState<Wish | null>(null);
  return (
    <section class="panel versions-panel" aria-labelledby="board-versions">
      <div class="versions-head">
        <h2 id="board-versions">{text.title}</h2>
        <Button icon="edit" onClick={() => setWish({ back: 0 })} idle={failed}>
          {text.publish}
        </Button>
      </div>
      <p class="small muted">{text.note}</p>
      {failed && (
        <p class="row">
          {text.failed}
          <Button small icon="retry" onClick={look}>
            {text.again}
          </Button>
        </p>
      )}
      {!failed && listed === null && <Skeleton label={text.loading} lines={2} />}
      {listed?.versions.length === 0 && <p class="muted">{text.none}</p>}
      {listed && listed.versions.length > 0 && (
        <ol class="versions">
          {listed.versions.map((version) => (
            <Line
              key={version.number}
              version={version}
              current={version.number === listed.current}
              onBack={() => setWish({ back: version.number })}
            />
          ))}
        </ol>
      )}
      {wish && listed && (
        <PublishDialog current={listed.current} back={wish.back} onPublished={look} onClose={() => setWish(null)} />
      )}
    </section>
  );
}

function Line({ version, current, onBack }: { version: VersionInfo; current: boolean; onBack: () => void }) {
  const text = useTexts(versionTexts);
  const formats = useFormats();
  const number = formats.number(version.number);
  const facts = [
    formats.moment(version.at),
    version.by === "" ? text.sources[version.source] : text.by(version.by),
    version.back > 0 ? text.back(formats.number(version.back)) : "",
    formats.bytes(version.size),
  ];
  return (
    <li class="version">
      <div class="version-text">
        <p class="version-name">
          <strong>{text.number(number)}</strong>
          {current && (
            <Chip tone="good" icon="check">
              {text.current}
            </Chip>
          )}
        </p>
        <p class="small muted num">{facts.filter((fact) => fact !== "").join(" · ")}</p>
      </div>
      <a
        class="icon-button"
        href={paths.api(`versions/${String(version.number)}`)}
        download
        aria-label={text.download(number)}
        title={text.download(number)}
      >
        <Icon name="arrowDown" />
      </a>
      {!current && (
        <Button small icon="undo" aria-label={text.bringBackOf(number)} onClick={onBack}>
          {text.bringBack}
        </Button>
      )}
    </li>
  );
}

/** The list, read anew whenever another version counts. */
function useVersions(): { listed: Versions | null; failed: boolean; look: () => void } {
  const venue = useVenue();
  const { version } = venue.planned.value;
  const [listed, setListed] = useState<Versions | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    front.versions().then(
      (found) => {
        if (!wanted) return;
        setFailed(false);
        setListed(found);
      },
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [version, tries]);
  return { listed, failed, look: () => setTries(tries + 1) };
}
