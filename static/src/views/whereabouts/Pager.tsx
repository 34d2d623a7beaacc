import { Button } from "../../components/Button";
import { useFormats, useTexts } from "../../i18n";
import { type Finder } from "./finder";
import { whereaboutsTexts } from "./texts";

/** Which part of the list is shown, and the ways forth and back. Nothing while all of it is shown. */
export function Pager({ finder }: { finder: Finder }) {
  const text = useTexts(whereaboutsTexts);
  const formats = useFormats();
  const found = finder.found.value;
  if (!found || (found.isFirst && found.isLast)) return null;
  const to = found.from + found.people.length;
  return (
    <nav class="pager" aria-label={text.pages}>
      <Button small icon="back" disabled={found.isFirst} onClick={() => finder.previousPage()}>
        {text.previous}
      </Button>
      <span class="small num" role="status">
        {text.page(formats.number(found.from + 1), formats.number(to), formats.number(found.total))}
      </span>
      <Button small iconEnd="arrowRight" disabled={found.isLast} onClick={() => finder.nextPage()}>
        {text.next}
      </Button>
    </nav>
  );
}
