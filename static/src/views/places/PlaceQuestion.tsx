import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { localised, useText } from "../../i18n";
import { type Catalogue } from "../../i18n/catalogue";
import { placeDeskIn, type Question } from "./desk";

/** Asked once, in plain words, before a place is given up that cannot be had again. */
export function PlaceQuestion() {
  const text = useText("places").ask;
  const desk = placeDeskIn(useVenue());
  const question = desk.question.value;
  if (!question) return null;
  const words = wordsOf(question, text);
  return (
    <Dialog
      title={words.title}
      close={text.close}
      onClose={() => void desk.answer(false)}
      actions={
        <>
          <Button onClick={() => void desk.answer(false)}>{text.keep}</Button>
          <Button look="primary" onClick={() => void desk.answer(true)}>
            {words.yes}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p>{words.text}</p>
        {words.more && <p>{words.more}</p>}
      </div>
    </Dialog>
  );
}

interface Words {
  readonly title: string;
  readonly text: string;
  readonly more?: string;
  readonly yes: string;
}

function wordsOf({ about, booking }: Question, text: Catalogue["places"]["ask"]): Words {
  const { session, rival, rivalWaiting, mine, waiting } = booking;
  const title = localised(session.title);
  const old = localised(rival?.title);
  switch (about) {
    case "swap": {
      const words = { title: text.swapTitle, text: text.swap(old, title), yes: text.swapYes };
      return rivalWaiting > 0 ? { ...words, more: text.swapWanted(rivalWaiting) } : words;
    }
    case "wait":
      return { title: text.waitTitle, text: text.wait(old, title), yes: text.waitYes };
    case "giveUp":
      return { title: text.giveUpTitle, text: text.giveUp(title, waiting), yes: text.giveUpYes };
    case "leave": {
      const behind = Math.max(1, waiting - 1 - (mine?.ahead ?? 0));
      return { title: text.leaveTitle, text: text.leave(title, behind), yes: text.leaveYes };
    }
  }
}
