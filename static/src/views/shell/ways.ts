import { hasPlaces, type Venue } from "../../state";
import { paths, type Route } from "../../app/paths";
import { type IconName } from "../../components/icons";
import { type shell } from "../../i18n/de/shell";
import { type Like } from "../../i18n/languages";
import { type HelpTexts } from "../help/words";

export interface Way {
  readonly id: Route["at"];
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  /** The same where there is little room. */
  readonly short?: string;
  /** How much waits there, with the words for it. */
  readonly count?: number;
  readonly countLabel?: string;
}

/** Where one can go besides the rooms: what my roles open. */
export function waysOf(venue: Venue, text: Like<typeof shell>, help: HelpTexts): readonly Way[] {
  const ways: Way[] = [{ id: "programme", href: paths.programme(), icon: "calendar", label: text.programme }];
  if (hasPlaces(venue.info.value)) ways.push({ id: "day", href: paths.day(), icon: "route", label: text.day });
  if (venue.may("move") || venue.may("order")) {
    ways.push({ id: "moderation", href: paths.moderation(), icon: "shield", label: text.moderation });
  }
  if (venue.may("run")) ways.push({ id: "run", href: paths.run(), icon: "clock", label: text.run });
  if (venue.may("operate")) {
    ways.push({ id: "operations", href: paths.operations(), icon: "pulse", label: text.operations });
  }
  if (venue.may("assist")) {
    const count = venue.help.value.counted?.waiting ?? 0;
    const waiting = count > 0 ? { count, countLabel: help.waiting(count) } : {};
    ways.push({
      id: "infodesk",
      href: paths.infodesk(),
      icon: "info",
      label: help.desk,
      short: help.deskShort,
      ...waiting,
    });
  }
  return ways;
}

/** What is needed first where not everything has room: what waits for my help, then what my roles are for. */
const FIRST: readonly Route["at"][] = ["moderation", "infodesk", "run", "operations", "programme", "day"];

/** So many ways have room, counting the one to the others; each part in the order in which the ways always stand. */
export function fitted(ways: readonly Way[], room: number): { shown: readonly Way[]; others: readonly Way[] } {
  if (ways.length <= room) return { shown: ways, others: [] };
  const ranked = [...ways].sort((one, other) => FIRST.indexOf(one.id) - FIRST.indexOf(other.id));
  const first = new Set(ranked.slice(0, Math.max(0, room - 1)));
  return { shown: ways.filter((way) => first.has(way)), others: ways.filter((way) => !first.has(way)) };
}
