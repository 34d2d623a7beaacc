import { Button } from "../components/Button";
import { EmptyState } from "../components/EmptyState";
import { type IconName } from "../components/icons";
import { localised, useText } from "../i18n";
import { Close } from "../protocol";
import { comeBack, event, holder, signOut } from "./life";
import { Outside } from "./Outside";

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

/** The venue closed the connection for good: why, and the way on. */
export function Ended({ code }: { code: number | null }) {
  const text = useText("app").ended;
  const kind: Kind = code === null ? "erased" : (KINDS[code] ?? "abuse");
  const words = text[kind];
  const help = localised(event.value?.help);
  const goOn = () => {
    if (kind === "abuse") location.reload();
    else void comeBack();
  };
  return (
    <Outside narrow>
      <section class="page-alone">
        <h1>{words.title}</h1>
        <EmptyState
          icon={ICONS[kind]}
          title={words.body}
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
          {help !== "" && kind !== "left" && kind !== "erased" && <p>{help}</p>}
        </EmptyState>
      </section>
    </Outside>
  );
}
