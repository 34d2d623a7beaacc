import { type Session } from "../net/session";
import { type Timers } from "../net/timers";
import { type Drafts } from "./drafts";
import { type VenueState } from "./venue";

/** What actions work with: the line to the venue, what is known, and where drafts are kept. */
export interface Workbench {
  readonly session: Session;
  readonly timers: Timers;
  readonly now: () => number;
  readonly state: () => VenueState;
  readonly commit: (next: VenueState) => void;
  readonly drafts: () => Drafts;
  readonly keepDrafts: (drafts: Drafts) => void;
}
