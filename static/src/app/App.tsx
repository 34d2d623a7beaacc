import { useEffect } from "preact/hooks";
import { Button } from "../components/Button";
import { Skeleton } from "../components/Skeleton";
import { language, localised, useText } from "../i18n";
import { Door } from "../views/door/Door";
import { LegalPage } from "../views/door/LegalPage";
import { MyDataView } from "../views/door/MyDataView";
import { Alone } from "./Alone";
import { Boundary } from "./Boundary";
import { Ended } from "./Ended";
import { focusHeading } from "./focus";
import { Inside } from "./Inside";
import { arrive, begin, event, stage } from "./life";
import { Outside } from "./Outside";
import { route } from "./router";

/** How long until the venue is looked for again by itself, in ms. */
const LOOK_AGAIN = 5_000;

/** The whole app: what is shown at each stage of a visit. */
export function App() {
  useEffect(() => {
    document.documentElement.lang = language.value;
  }, [language.value]);
  return (
    <Boundary place={stage.value.at}>
      <Staged />
    </Boundary>
  );
}

function Staged() {
  const now = stage.value;
  switch (now.at) {
    case "loading":
      return <Loading />;
    case "unreachable":
      return <Unreachable />;
    case "outside":
      return <Before />;
    case "inside":
      return <Inside key={now.life} life={now.life} />;
    case "ended":
      return <Ended code={now.code} reason={now.reason} />;
    case "erased":
      return <Ended code={null} />;
  }
}

function Loading() {
  const text = useText("app");
  return (
    <Outside narrow>
      <div class="waiting">
        <Skeleton label={text.loading} lines={5} />
      </div>
    </Outside>
  );
}

function Unreachable() {
  const text = useText("app").unreachable;
  useEffect(() => {
    const timer = setInterval(() => void begin(), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, []);
  return (
    <Outside narrow>
      <Alone
        icon="cloudOff"
        title={text.title}
        actions={
          <Button look="primary" icon="retry" onClick={() => void begin()}>
            {text.action}
          </Button>
        }
      >
        <p>{text.body}</p>
      </Alone>
    </Outside>
  );
}

/** Before the door: the door itself, and the pages that everybody may read. */
function Before() {
  const text = useText("app");
  const place = route.value;
  const page = place.at === "legal" ? place.page : null;
  const title = page ? text.legal[page] : place.at === "privacy" ? text.titles.privacy : text.titles.door;
  const key = page ?? place.at;
  useEffect(() => arrive(), [key]);
  useEffect(() => focusHeading(), [key]);
  const name = localised(event.value?.title);
  useEffect(() => {
    document.title = `${title} – ${name}`;
  }, [title, name]);
  if (page) {
    return (
      <Outside narrow>
        <LegalPage page={page} />
      </Outside>
    );
  }
  return (
    <Outside narrow={place.at === "privacy"} nameless={place.at === "door"}>
      {place.at === "privacy" ? <MyDataView /> : <Door />}
    </Outside>
  );
}
