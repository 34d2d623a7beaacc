import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useTexts } from "../../i18n";
import { type ShowStep } from "../../protocol";
import { Foresight } from "./Foresight";
import { stepName } from "./names";
import { runTexts } from "./texts";
import { type Deeds } from "./useDeed";
import { useForesight } from "./useForesight";

interface Props {
  deeds: Deeds;
  /** What ran when it was asked, and the step before it. */
  step: string;
  previous: ShowStep;
  onClose: () => void;
}

/**
 * Going back concerns everybody who has already walked on: it is asked for once more, with what it would do. The question
 * stays the one that was asked, even if another step begins meanwhile.
 */
export function BackDialog({ deeds, step, previous, onClose }: Props) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  const { running } = venue.showAt(venue.second.value);
  const late = running?.id !== step;
  const foreseen = useForesight("back", true, late ? null : step);
  const name = stepName(previous, venue.info.value, text.step, localised);
  const until = foreseen?.steps.find((step) => step.id === foreseen.step)?.ends;
  const back = () => {
    onClose();
    void deeds.act(
      () => venue.backShow(step),
      () => text.done.now(name),
    );
  };
  return (
    <Dialog
      title={text.backTo(name)}
      close={text.close}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.close}</Button>
          <Button look="primary" icon="back" idle={late} onClick={back}>
            {text.back}
          </Button>
        </>
      }
    >
      {late ? (
        <Notice tone="warn" role="alert">
          {text.changed(stepName(running, venue.info.value, text.step, localised))}
        </Notice>
      ) : (
        <Foresight
          title={`${text.backQuestion(name)} ${until === undefined ? "…" : formats.clock(until)}`}
          foreseen={foreseen}
        />
      )}
    </Dialog>
  );
}
