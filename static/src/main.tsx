import "./styles/index.css";
import { render } from "preact";
import { App } from "./app/App";
import { begin, noticeTicket } from "./app/life";
import { startRouter } from "./app/router";
import { restoreTheme } from "./app/theme";

// Before anything else: the ticket leaves the address bar.
noticeTicket();
addEventListener("hashchange", noticeTicket);

restoreTheme();
startRouter();
void begin();

const root = document.getElementById("app");
if (root) render(<App />, root);
