import { useEffect, useState } from "preact/hooks";
import { type Part } from "./desk";

/** Which part of the desk is open, with an address of its own: `#journal`. The first one needs none. */
export function usePart(parts: readonly Part[]): [part: Part, choose: (part: Part) => void] {
  const [part, setPart] = useState<Part>(() => partOf(parts));
  useEffect(() => {
    const follow = () => setPart(partOf(parts));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [parts.join()]);
  const choose = (chosen: Part) => {
    setPart(chosen);
    const hash = chosen === parts[0] ? "" : `#${chosen}`;
    history.replaceState(history.state, "", `${location.pathname}${hash}`);
  };
  return [parts.includes(part) ? part : (parts[0] ?? "people"), choose];
}

function partOf(parts: readonly Part[]): Part {
  return parts.find((known) => `#${known}` === location.hash) ?? parts[0] ?? "people";
}
