/** The English texts of the first load: one line per namespace. Moderation and operations bring theirs when loaded. */
export { app } from "./app";
export { cafeteria } from "./cafeteria";
export { chat } from "./chat";
export { connection } from "./connection";
export { door } from "./door";
export { foyer } from "./foyer";
export { house } from "./house";
export { people } from "./people";
export { programme } from "./programme";
export { refusals } from "./refusals";
export { room } from "./room";
export { shell } from "./shell";
