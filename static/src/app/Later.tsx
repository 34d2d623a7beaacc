import { type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/Button";
import { Skeleton } from "../components/Skeleton";
import { useText } from "../i18n";
import { Alone } from "./Alone";

type Loaded = { readonly view: ComponentType } | { readonly failed: true } | null;

/** A view that few people need: fetched when it is first opened. */
export function Later({ load }: { load: () => Promise<ComponentType> }) {
  const text = useText("app");
  const [tries, setTries] = useState(0);
  const [loaded, setLoaded] = useState<Loaded>(null);
  useEffect(() => {
    let wanted = true;
    setLoaded(null);
    load().then(
      (view) => wanted && setLoaded({ view }),
      () => wanted && setLoaded({ failed: true }),
    );
    return () => {
      wanted = false;
    };
  }, [load, tries]);
  if (loaded === null) return <Skeleton label={text.loading} lines={6} />;
  if ("view" in loaded) return <loaded.view />;
  return (
    <Alone
      icon="cloudOff"
      title={text.unreachable.title}
      actions={
        <Button icon="retry" onClick={() => setTries(tries + 1)}>
          {text.unreachable.action}
        </Button>
      }
    >
      <p>{text.unreachable.body}</p>
    </Alone>
  );
}
