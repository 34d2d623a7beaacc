import { effect } from "@preact/signals";
import { type ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ButtonLink } from "../components/Button";
import { Notice } from "../components/Notice";
import { Skeleton } from "../components/Skeleton";
import { localised, useText } from "../i18n";
import { type Grant } from "../state";
import { type VenueLife } from "../state/store";
import { CafeteriaView } from "../views/cafeteria/CafeteriaView";
import { LegalPage } from "../views/door/LegalPage";
import { MyDataView } from "../views/door/MyDataView";
import { FoyerView } from "../views/foyer/FoyerView";
import { ProgrammeView } from "../views/programme/ProgrammeView";
import { RoomView } from "../views/room/RoomView";
import { Shell } from "../views/shell/Shell";
import { Alone } from "./Alone";
import { Boundary } from "./Boundary";
import { useVenue, VenueContext } from "./context";
import { focusComposer, focusHeading, isWriting } from "./focus";
import { Later } from "./Later";
import { Outside } from "./Outside";
import { paths } from "./paths";
import { keepPlaces, roomOfRoute } from "./places";
import { route } from "./router";

const loadDay = async () => (await import("../views/day/DayView")).default;
const loadModeration = async () => (await import("../views/moderation/ModerationView")).default;
const loadInfoDesk = async () => (await import("../views/infodesk/InfoDeskView")).default;
const loadRun = async () => (await import("../views/run/RunView")).default;
const loadOperations = async () => (await import("../views/operations/OperationsView")).default;

/** How long somebody waits at the door without a word, in ms. */
const PATIENCE = 4_000;

/** Everything for somebody who is inside. */
export function Inside({ life }: { life: VenueLife }) {
  const { venue } = life;
  useEffect(() => keepPlaces(venue), [venue]);
  useEffect(() => {
    const hurry = () => {
      if (document.visibilityState === "visible") life.hurry();
    };
    addEventListener("online", hurry);
    addEventListener("offline", hurry);
    addEventListener("pageshow", hurry);
    document.addEventListener("visibilitychange", hurry);
    return () => {
      removeEventListener("online", hurry);
      removeEventListener("offline", hurry);
      removeEventListener("pageshow", hurry);
      document.removeEventListener("visibilitychange", hurry);
    };
  }, [life]);
  if (venue.room.value === null) return <Entering />;
  return (
    <VenueContext.Provider value={venue}>
      <Shell>
        <Place />
      </Shell>
    </VenueContext.Provider>
  );
}

/** Between the door and the first room. */
function Entering() {
  const text = useText("app");
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Outside narrow>
      <div class="waiting stack">
        <Skeleton label={text.entering} lines={5} />
        {slow && (
          <Notice tone="warn" icon="cloudOff" role="status">
            {text.enteringSlowly}
          </Notice>
        )}
      </div>
    </Outside>
  );
}

/** What the address means, as a view. The room shown stays until the next one is there. */
function Place() {
  const venue = useVenue();
  const place = route.value;
  const shown = venue.room.value;
  const inRoom = place.at === "room" || place.at === "foyer";
  const key = inRoom ? `room ${shown?.id ?? ""}` : `${place.at} ${place.at === "legal" ? place.page : ""}`;
  const before = useRef(key);
  const writing = useRef(false);
  const focused = useRef(document.activeElement);
  if (before.current !== key) {
    // The old view still stands: in a moment nobody can see who was writing in it.
    writing.current = inRoom && isWriting();
    focused.current = document.activeElement;
    before.current = key;
  }
  useEffect(() => {
    if (writing.current && venue.draft.value !== "") focusComposer();
    else focusHeading(focused.current);
  }, [key]);
  useTitle();
  return (
    <Boundary place={key}>
      <View />
    </Boundary>
  );
}

function View() {
  const venue = useVenue();
  const place = route.value;
  const shown = venue.room.value;
  switch (place.at) {
    case "programme":
      return <ProgrammeView />;
    case "day":
      return <Later load={loadDay} />;
    case "moderation":
      return (
        <For any={["move", "order"]}>
          <Later load={loadModeration} />
        </For>
      );
    case "run":
      return (
        <For any={["run"]}>
          <Later load={loadRun} />
        </For>
      );
    case "operations":
      return (
        <For any={["operate"]}>
          <Later load={loadOperations} />
        </For>
      );
    case "infodesk":
      return (
        <For any={["assist"]}>
          <Later load={loadInfoDesk} />
        </For>
      );
    case "privacy":
      return <MyDataView />;
    case "legal":
      return <LegalPage page={place.page} />;
    case "nowhere":
      return <Nowhere />;
    case "door":
      return null;
    default: {
      const wanted = roomOfRoute(venue, place);
      if (wanted === null || venue.roomOf(wanted) === undefined) return <Nowhere room />;
      if (shown?.kind === "foyer") return <FoyerView />;
      return shown?.kind === "cafeteria" ? <CafeteriaView /> : <RoomView key={shown?.id} />;
    }
  }
}

function For({ any, children }: { any: readonly Grant[]; children: ComponentChildren }) {
  const venue = useVenue();
  const text = useText("app");
  if (any.some((grant) => venue.may(grant))) return <>{children}</>;
  return <ToFoyer title={text.forbidden.title} body={text.forbidden.body} />;
}

function Nowhere({ room }: { room?: boolean }) {
  const text = useText("app").nowhere;
  return <ToFoyer title={text.title} body={room ? text.noRoom : text.body} />;
}

function ToFoyer({ title, body }: { title: string; body: string }) {
  const text = useText("app").nowhere;
  return (
    <Alone
      icon="info"
      title={title}
      actions={
        <ButtonLink look="primary" href={paths.foyer()}>
          {text.action}
        </ButtonLink>
      }
    >
      <p>{body}</p>
    </Alone>
  );
}

/** The window's title: what is unread, where one is, at which event. */
function useTitle(): void {
  const venue = useVenue();
  const text = useText("app");
  useEffect(
    () =>
      effect(() => {
        const place = route.value;
        const event = localised(venue.info.value.title);
        const wanted = roomOfRoute(venue, place);
        const lost = wanted !== null && venue.roomOf(wanted) === undefined;
        const titles: Partial<Record<string, string>> = text.titles;
        const view = place.at === "legal" ? text.legal[place.page] : titles[lost ? "nowhere" : place.at];
        const unread = venue.unread.value.count;
        const name = view ?? localised(venue.room.value?.title);
        document.title = `${unread > 0 ? `${text.unread(unread)} ` : ""}${name} – ${event}`;
      }),
    [venue, text],
  );
}
