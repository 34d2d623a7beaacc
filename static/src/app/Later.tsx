import { type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/Button";
import { EmptyState } from "../components/EmptyState";
import { Skeleton } from "../components/Skeleton";
import { useText } from "../i18n";

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
    <section class="page-alone">
      <h1>{text.unreachable.title}</h1>
      <EmptyState
        icon="cloudOff"
        title={text.unreachable.body}
        actions={
          <Button icon="retry" onClick={() => setTries(tries + 1)}>
            {text.unreachable.action}
          </Button>
        }
      />
    </section>
  );
}
