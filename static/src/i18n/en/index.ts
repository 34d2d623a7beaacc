/** The English texts of the first load: one line per namespace. Moderation and operations bring theirs when loaded. */
export { ahead } from "./ahead";
export { app } from "./app";
export { cafeteria } from "./cafeteria";
export { chat } from "./chat";
export { connection } from "./connection";
export { door } from "./door";
export { foyer } from "./foyer";
export { help } from "./help";
export { house } from "./house";
export { news } from "./news";
export { people } from "./people";
export { places } from "./places";
export { programme } from "./programme";
export { refusals } from "./refusals";
export { room } from "./room";
export { shell } from "./shell";
