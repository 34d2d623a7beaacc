import { useEffect, useState } from "preact/hooks";
import { enterWith, holder } from "../../app/life";
import { Button } from "../../components/Button";
import { Skeleton } from "../../components/Skeleton";
import { useText } from "../../i18n";
import { type DoorPreview } from "../../protocol";
import { front } from "../../app/life";
import { type Trouble, troubleOf } from "./trouble";
import { Refusal } from "./Refusal";
import { Who } from "./Who";

type Look =
  | { readonly at: "checking" }
  | { readonly at: "preview"; readonly preview: DoorPreview; readonly entering: boolean }
  | { readonly at: "refused"; readonly trouble: Trouble };

/** A ticket was brought: whom it is for, and the button; or what is wrong with it. */
export function TicketWay({ shown }: { shown: string }) {
  const text = useText("door");
  const [look, setLook] = useState<Look>({ at: "checking" });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    front.preview(shown).then(
      (preview) => wanted && setLook({ at: "preview", preview, entering: false }),
      (reason: unknown) => wanted && setLook({ at: "refused", trouble: troubleOf(reason) }),
    );
    return () => {
      wanted = false;
    };
  }, [shown, tries]);
  if (look.at === "checking") return <Skeleton label={text.checking} lines={3} />;
  if (look.at === "refused") {
    const again = () => {
      setLook({ at: "checking" });
      setTries(tries + 1);
    };
    return <Refusal trouble={look.trouble} onAgain={again} />;
  }
  const { preview, entering } = look;
  const other = holder.value?.person.name;
  const enter = async () => {
    setLook({ ...look, entering: true });
    try {
      await enterWith({ ticket: shown });
    } catch (reason) {
      setLook({ at: "refused", trouble: troubleOf(reason) });
    }
  };
  return (
    <>
      <h2>{text.you}</h2>
      <Who id={preview.name} name={preview.name} org={preview.org} roles={preview.roles} />
      {other !== undefined && other !== preview.name && <p class="small muted">{text.otherTicket(other)}</p>}
      <Button look="primary" icon="door" class="door-enter" busy={entering} onClick={() => void enter()}>
        {text.enterAs(preview.name)}
      </Button>
    </>
  );
}
