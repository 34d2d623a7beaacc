import { useState } from "preact/hooks";
import { enterNow, signOut } from "../../app/life";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useText } from "../../i18n";
import { type Me } from "../../protocol";
import { type Trouble, troubleOf } from "./trouble";
import { Who } from "./Who";

/** This device has a pass already. */
export function Continue({ me }: { me: Me }) {
  const text = useText("door");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { id, name, org = "", roles = [] } = me.person;
  const forget = async () => {
    try {
      await signOut();
    } catch (reason) {
      setTrouble(troubleOf(reason));
    }
  };
  return (
    <>
      <h2>{text.already}</h2>
      <Who id={id} name={name} org={org} roles={roles} />
      {trouble && (
        <Notice tone="warn" role="alert">
          {text.offline}
        </Notice>
      )}
      <Button look="primary" icon="door" class="door-enter" onClick={enterNow}>
        {text.continueAs(name)}
      </Button>
      <Button look="quiet" onClick={() => void forget()}>
        {text.notYou}
      </Button>
    </>
  );
}
