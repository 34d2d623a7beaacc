import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button";
import { type IconName } from "../components/icons";
import { localised, useText } from "../i18n";
import { Close } from "../protocol";
import { Alone } from "./Alone";
import { focusHeading } from "./focus";
import { arrive, comeBack, event, holder, signOut } from "./life";
import { Outside } from "./Outside";
import { route } from "./router";

type Kind = "left" | "passEnded" | "noPass" | "elsewhere" | "abuse" | "erased";

const KINDS: Readonly<Record<number, Kind>> = {
  [Close.LEFT]: "left",
  [Close.PASS_ENDED]: "passEnded",
  [Close.NO_PASS]: "noPass",
  [Close.TOO_MANY_CONNECTIONS]: "elsewhere",
  [Close.ABUSE]: "abuse",
};

const ICONS: Readonly<Record<Kind, IconName>> = {
  left: "door",
  passEnded: "lock",
  noPass: "lock",
  elsewhere: "info",
  abuse: "warning",
  erased: "trash",
};

/** Closing words of the venue itself, in English for developers: anything else is what a moderator wrote. */
const VENUE_WORDS: readonly string[] = [
  "the pass has ended",
  "the person was erased",
  "the event is over and its names are erased",
];

/** The venue closed the connection for good: why, and the way on. `code` null: I erased my data. */
export function Ended({ code, reason = "" }: { code: number | null; reason?: string }) {
  const text = useText("app").ended;
  const kind: Kind = code === null ? "erased" : (KINDS[code] ?? "abuse");
  const words = text[kind];
  const name = localised(event.value?.title);
  useEffect(() => {
    document.title = `${words.title} – ${name}`;
  }, [words, name]);
  useEffect(() => focusHeading(), [kind]);
  const address = useRef(route.value);
  useEffect(() => {
    if (route.value !== address.current) arrive();
  }, [route.value]);
  const goOn = () => {
    if (kind === "abuse") location.reload();
    else void comeBack();
  };
  return (
    <Outside narrow nameless>
      <Alone
        icon={ICONS[kind]}
        title={words.title}
        actions={
          <>
            <Button look="primary" onClick={goOn}>
              {words.action}
            </Button>
            {kind === "left" && holder.value && (
              <Button look="quiet" onClick={() => void signOut()}>
                {text.forget}
              </Button>
            )}
          </>
        }
      >
        <p>{words.body}</p>
        {kind === "passEnded" && reason !== "" && !VENUE_WORDS.includes(reason) && (
          <p class="said" dir="auto">
            {text.reason(reason)}
          </p>
        )}
      </Alone>
    </Outside>
  );
}
