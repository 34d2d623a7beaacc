import { useState } from "preact/hooks";
import { front } from "../../app/life";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextArea } from "../../components/Field";
import { Notice } from "../../components/Notice";
import { useSettled } from "../../components/useSettled";
import { useFormats, useTexts } from "../../i18n";
import { type PublishWith } from "../../protocol";
import { FileField } from "./FileField";
import { Foreseen } from "./Foreseen";
import { Publication, type Trouble } from "./publication";
import { versionTexts } from "./versionTexts";

interface Props {
  /** The version that counts as far as the list knows. */
  current: number;
  /** The version to bring back; 0: a new text. */
  back: number;
  onPublished: () => void;
  onClose: () => void;
}

/** A new version: given, looked at, and only then published. */
export function PublishDialog({ current, back, onPublished, onClose }: Props) {
  const text = useTexts(versionTexts).dialog;
  const formats = useFormats();
  const [file, setFile] = useState("");
  const ask = (what: PublishWith) => front.publish(what);
  const [publication] = useState(() => new Publication({ ask, current, back, onPublished }));
  const { value: said } = publication.said;
  const { value: number } = publication.done;
  const { value: trouble } = publication.trouble;
  const done = number > 0;
  const wordsOf = (each: Trouble) =>
    each.kind === "failed" ? text.failed : text.overtaken(formats.number(each.number));
  const sound = said !== null && !said.faults?.length && Boolean(said.changes?.length);
  // A press that was meant for what the button said before is not one for this: nothing is published that nobody has read.
  const settled = useSettled(done ? "done" : sound ? said : "look");
  return (
    <Dialog
      wide
      title={back === 0 ? text.title : text.titleBack(formats.number(back))}
      close={text.close}
      onClose={onClose}
      actions={
        <>
          {!done && (
            <Button look="quiet" onClick={onClose}>
              {text.cancel}
            </Button>
          )}
          {/* One button for all of it: whoever pressed it has the focus on what comes next. */}
          <Button
            look="primary"
            {...(sound && !done ? { icon: "check" as const } : {})}
            busy={publication.busy.value}
            idle={!settled || (!sound && !done && back === 0 && file.trim() === "")}
            onClick={() => {
              if (done) onClose();
              else void (sound ? publication.publish() : publication.look(file));
            }}
          >
            {done ? text.ready : sound ? text.publish : said === null ? text.look : text.lookAgain}
          </Button>
        </>
      }
    >
      <div class="stack">
        {back === 0 && !done && (
          <>
            <FileField
              onText={(content) => {
                setFile(content);
                publication.forget();
              }}
            />
            <TextArea
              label={text.text}
              rows={said === null ? 8 : 3}
              value={file}
              onValue={(value) => {
                setFile(value);
                publication.forget();
              }}
            />
          </>
        )}
        {trouble && (
          <Notice tone="warn" role="alert">
            {wordsOf(trouble)}
          </Notice>
        )}
        {done && (
          <Notice tone="good" role="status">
            {text.done(formats.number(number))}
          </Notice>
        )}
        {said && !done && <Foreseen said={said} />}
      </div>
    </Dialog>
  );
}
