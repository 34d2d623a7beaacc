import { useEffect, useState } from "preact/hooks";
import { event, front, holder, homePath } from "../../app/life";
import { paths } from "../../app/paths";
import { Button, ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Skeleton } from "../../components/Skeleton";
import { useText } from "../../i18n";
import { type MyData } from "../../protocol";
import "./door.css";
import { Erase } from "./Erase";
import { MyDataList } from "./MyDataList";
import { type Trouble, troubleOf } from "./trouble";

/** Everything that is stored about the reader: shown, saved as a file, erased. */
export function MyDataView() {
  const text = useText("door").data;
  const [data, setData] = useState<MyData | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [tries, setTries] = useState(0);
  const known = holder.value !== null;
  useEffect(() => {
    if (!known) return;
    let wanted = true;
    setTrouble(null);
    front.data().then(
      (found) => wanted && setData(found),
      (reason: unknown) => wanted && setTrouble(troubleOf(reason)),
    );
    return () => {
      wanted = false;
    };
  }, [known, tries]);
  return (
    <article class="my-data">
      <h1>{text.title}</h1>
      {!known && <Unknown />}
      {known && trouble && (
        <EmptyState
          icon="cloudOff"
          title={text.failed}
          actions={
            <Button icon="retry" onClick={() => setTries(tries + 1)}>
              {text.again}
            </Button>
          }
        />
      )}
      {known && !data && !trouble && <Skeleton label={text.loading} lines={6} />}
      {data && (
        <>
          <p class="muted">{text.intro}</p>
          <MyDataList data={data} />
          <div class="row">
            <Button icon="arrowDown" onClick={() => save(data)}>
              {text.save}
            </Button>
            <ButtonLink icon="back" look="quiet" href={homePath()}>
              {text.back}
            </ButtonLink>
          </div>
          <Erase messages={data.messages.length} />
        </>
      )}
    </article>
  );
}

function Unknown() {
  const text = useText("door").data;
  return (
    <EmptyState
      icon="lock"
      title={text.notInside}
      actions={
        <ButtonLink look="primary" href={paths.door()}>
          {text.toDoor}
        </ButtonLink>
      }
    />
  );
}

/** As the file that one takes along: readable by people and programs. */
function save(data: MyData): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${event.peek()?.slug ?? "venue"}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
