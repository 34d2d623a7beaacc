import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { localised, useFormats, useTexts } from "../../i18n";
import { type ShowStep } from "../../protocol";
import { Foresight } from "./Foresight";
import { stepName } from "./names";
import { runTexts } from "./texts";
import { type Deeds } from "./useDeed";
import { useForesight } from "./useForesight";

/** Going back concerns everybody who has already walked on: it is asked for once more, with what it would do. */
export function BackDialog({ deeds, previous, onClose }: { deeds: Deeds; previous: ShowStep; onClose: () => void }) {
  const venue = useVenue();
  const text = useTexts(runTexts);
  const formats = useFormats();
  const foreseen = useForesight("back", true, venue.show.value.running?.id ?? "");
  const name = stepName(previous, venue.info.value, text.step, localised);
  const until = foreseen?.steps.find((step) => step.id === foreseen.step)?.ends;
  const back = () => {
    onClose();
    void deeds.act(
      () => venue.backShow(),
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
          <Button look="primary" icon="back" onClick={back}>
            {text.back}
          </Button>
        </>
      }
    >
      <Foresight
        title={`${text.backQuestion(name)} ${until === undefined ? "…" : formats.clock(until)}`}
        foreseen={foreseen}
      />
    </Dialog>
  );
}
