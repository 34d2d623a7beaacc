/** The views of somebody who is inside. Each reads the venue from its context; the shell stands around one of them. */
export { CafeteriaView } from "./cafeteria/CafeteriaView";
export { FoyerView } from "./foyer/FoyerView";
export { HouseView } from "./house/HouseView";
export { ProgrammeView } from "./programme/ProgrammeView";
export { RoomView } from "./room/RoomView";
export { Shell } from "./shell/Shell";
