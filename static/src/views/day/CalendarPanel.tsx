import { useRef, useState } from "preact/hooks";
import { front } from "../../app/life";
import { paths } from "../../app/paths";
import { Button } from "../../components/Button";
import { TextField } from "../../components/Field";
import { LiveRegion } from "../../components/LiveRegion";
import { Notice } from "../../components/Notice";
import { language, useTexts } from "../../i18n";
import { DoorRefused } from "../../net/http";
import { dayTexts } from "./texts";

/** My day in my own calendar: once as a file, or as a subscription. */
export function CalendarPanel() {
  const text = useTexts(dayTexts).calendar;
  const field = useRef<HTMLInputElement>(null);
  const [link, setLink] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState("");
  const [said, setSaid] = useState("");
  const make = async () => {
    setBusy(true);
    setFailed("");
    try {
      const { calendar } = await front.day();
      setLink(`${new URL(calendar, location.href).href}?language=${language.value}`);
      requestAnimationFrame(() => field.current?.select());
    } catch (fault) {
      if (!(fault instanceof DoorRefused)) throw fault;
      setFailed(text.failed);
    } finally {
      setBusy(false);
    }
  };
  const copy = async () => {
    setSaid("");
    setFailed("");
    try {
      await navigator.clipboard.writeText(link ?? "");
      setSaid(text.copied);
    } catch {
      // No clipboard without https, or the browser forbids it: then by hand.
      setFailed(text.notCopied);
      field.current?.select();
    }
  };
  return (
    <section class="panel calendar-panel">
      <h2>{text.title}</h2>
      <p class="small muted">{text.intro}</p>
      <a class="button plain" href={`${paths.api("me/day.ics")}?language=${language.value}`} download>
        <span>{text.file}</span>
      </a>
      <p class="small muted">{text.makeText}</p>
      {link === null ? (
        <Button look="quiet" icon="calendar" busy={busy} onClick={() => void make()}>
          {text.make}
        </Button>
      ) : (
        <>
          <TextField
            ref={field}
            label={text.link}
            hint={text.linkHint}
            value={link}
            onValue={() => undefined}
            readOnly
          />
          <div class="row">
            <Button onClick={() => void copy()}>{text.copy}</Button>
            {said && <span class="small muted">{said}</span>}
          </div>
        </>
      )}
      <LiveRegion text={said} />
      {failed && (
        <Notice tone="warn" role="alert">
          {failed}
        </Notice>
      )}
    </section>
  );
}
