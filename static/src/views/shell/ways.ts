import { type Venue } from "../../state";
import { paths, type Route } from "../../app/paths";
import { type IconName } from "../../components/icons";
import { type shell } from "../../i18n/de/shell";
import { type Like } from "../../i18n/languages";

export interface Way {
  readonly id: Route["at"];
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
}

/** Where one can go besides the rooms: what my roles open. */
export function waysOf(venue: Venue, text: Like<typeof shell>): readonly Way[] {
  const ways: Way[] = [{ id: "programme", href: paths.programme(), icon: "calendar", label: text.programme }];
  if (venue.may("move") || venue.may("order")) {
    ways.push({ id: "moderation", href: paths.moderation(), icon: "shield", label: text.moderation });
  }
  if (venue.may("operate")) {
    ways.push({ id: "operations", href: paths.operations(), icon: "pulse", label: text.operations });
  }
  return ways;
}
