import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Route } from "../../app/paths";
import { route } from "../../app/router";
import { Dialog } from "../../components/Dialog";
import { useText } from "../../i18n";
import { HelpDialog } from "../help/HelpDialog";
import { helpOpened, openHelp } from "../help/opened";
import { HouseView } from "../house/HouseView";
import { Dock } from "./Dock";
import { HousePanel } from "./HousePanel";
import { Notices } from "./Notices";
import { TopBar } from "./TopBar";
import { NARROW, useMedia, WIDE } from "./useMedia";

/** The desks of the team have the whole window, and rooms of their own to look at: the house opens beside them. */
const DESKS: readonly Route["at"][] = ["moderation", "run", "operations", "infodesk"];

/** The frame around every view of somebody who is inside: the bar, the house, what everybody must know, the view itself. */
export function Shell({ children }: { children: ComponentChildren }) {
  const app = useText("app");
  const text = useText("house");
  const wide = useMedia(WIDE) && !DESKS.includes(route.value.at);
  const narrow = useMedia(NARROW);
  const [open, setOpen] = useState<"house" | null>(null);
  const close = () => setOpen(null);
  const openHouse = () => setOpen("house");
  return (
    <div class={`frame ${wide ? "with-house" : ""}`}>
      <SkipLink to="main">{app.skip}</SkipLink>
      <TopBar narrow={narrow} onHelp={openHelp} {...(wide || narrow ? {} : { onHouse: openHouse })} />
      {wide && <HousePanel />}
      <main id="main" class="frame-main" tabIndex={-1} aria-label={app.mainLabel}>
        <Notices onAsk={openHelp} />
        {children}
      </main>
      {narrow && <Dock onHouse={openHouse} onHelp={openHelp} houseOpen={open === "house"} />}
      {open === "house" && !wide && (
        <Dialog sheet={narrow} title={text.title} close={text.close} onClose={close}>
          {/* A way that was taken closes the sheet: the room is what one wants to see. */}
          {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
          <div onClick={(event) => event.target instanceof Element && event.target.closest("a") && close()}>
            <HouseView />
          </div>
        </Dialog>
      )}
      {helpOpened.value && <HelpDialog />}
    </div>
  );
}

function SkipLink({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <a
      class="skip"
      href={`#${to}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(to)?.focus();
      }}
    >
      {children}
    </a>
  );
}
