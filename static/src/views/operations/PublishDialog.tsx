import { useState } from "preact/hooks";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextArea } from "../../components/Field";
import { Notice } from "../../components/Notice";
import { useFormats, useTexts } from "../../i18n";
import { FileField } from "./FileField";
import { Foreseen } from "./Foreseen";
import { usePublishing } from "./usePublishing";
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
  const publishing = usePublishing(current, back, onPublished);
  const { said, busy } = publishing;
  const done = publishing.done > 0;
  const sound = said !== null && !said.faults?.length && Boolean(said.changes?.length);
  return (
    <Dialog
      wide
      title={back === 0 ? text.title : text.titleBack(formats.number(back))}
      close={text.close}
      onClose={onClose}
      actions={
        done ? (
          <Button look="primary" onClick={onClose}>
            {text.ready}
          </Button>
        ) : (
          <>
            <Button look="quiet" onClick={onClose}>
              {text.cancel}
            </Button>
            {!sound && (
              <Button
                look="primary"
                busy={busy}
                idle={back === 0 && file.trim() === ""}
                onClick={() => publishing.look(file)}
              >
                {said === null ? text.look : text.lookAgain}
              </Button>
            )}
            {sound && (
              <Button look="primary" icon="check" busy={busy} onClick={() => publishing.publish(file)}>
                {text.publish}
              </Button>
            )}
          </>
        )
      }
    >
      <div class="stack">
        {back === 0 && !done && (
          <>
            <FileField
              onText={(content) => {
                setFile(content);
                publishing.forget();
              }}
            />
            <TextArea
              label={text.text}
              rows={said === null ? 8 : 3}
              value={file}
              onValue={(value) => {
                setFile(value);
                publishing.forget();
              }}
            />
          </>
        )}
        {publishing.trouble && (
          <Notice tone="warn" role="alert">
            {publishing.trouble}
          </Notice>
        )}
        {done && (
          <Notice tone="good" role="status">
            {text.done(formats.number(publishing.done))}
          </Notice>
        )}
        {said && !done && <Foreseen said={said} />}
      </div>
    </Dialog>
  );
}
