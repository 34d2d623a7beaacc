import { useState } from "preact/hooks";
import { eraseMe } from "../../app/life";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { useText } from "../../i18n";
import { type Trouble, troubleOf } from "./trouble";

/** Erases everything about the reader, after one question with the exact number. */
export function Erase({ messages }: { messages: number }) {
  const text = useText("door").data;
  const app = useText("app");
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const erase = async () => {
    setBusy(true);
    try {
      await eraseMe();
    } catch (reason) {
      setBusy(false);
      setTrouble(troubleOf(reason));
    }
  };
  return (
    <section class="panel erase">
      <h2>{text.eraseTitle}</h2>
      <p>{text.eraseBody}</p>
      <Button look="danger" icon="trash" onClick={() => setAsking(true)}>
        {text.erase}
      </Button>
      {asking && (
        <Dialog
          title={text.eraseTitle}
          close={app.close}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{text.eraseNo}</Button>
              <Button look="danger" icon="trash" busy={busy} onClick={() => void erase()}>
                {text.eraseYes}
              </Button>
            </>
          }
        >
          <p>{text.eraseSure(messages)}</p>
          {trouble && (
            <Notice tone="bad" role="alert">
              {text.eraseFailed}
            </Notice>
          )}
        </Dialog>
      )}
    </section>
  );
}
