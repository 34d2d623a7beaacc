import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { type IconName } from "../../components/icons";
import { useText } from "../../i18n";
import { type ReactionKind } from "../../state";

const KINDS: readonly { kind: ReactionKind; icon: IconName }[] = [
  { kind: "applause", icon: "applause" },
  { kind: "agree", icon: "agree" },
  { kind: "heart", icon: "heart" },
  { kind: "laugh", icon: "laugh" },
  { kind: "surprise", icon: "surprise" },
];

/** What I can send without a word. */
export function ReactionBar() {
  const venue = useVenue();
  const text = useText("room");
  const silenced = venue.silenced.value !== null;
  return (
    <div class="reactions" role="group" aria-label={text.reactions}>
      {KINDS.map(({ kind, icon }) => (
        <Button
          key={kind}
          icon={icon}
          class={`reaction ${kind}`}
          disabled={silenced}
          title={silenced ? text.silencedReact : text.react[kind]}
          onClick={() => venue.react(kind)}
        >
          {text.react[kind]}
        </Button>
      ))}
    </div>
  );
}

/** What the whole room sent within the last seconds. Seen, not read out: it would never stop. */
export function Claps() {
  const venue = useVenue();
  const text = useText("room");
  const sums = venue.applause.value;
  return (
    <div class="claps" aria-hidden="true">
      {KINDS.map(({ kind, icon }) => {
        const count = sums[kind] ?? 0;
        return (
          count > 0 && (
            <span key={kind} class={`clap ${kind}`}>
              <Icon name={icon} />
              <span class="num">{text.reacted(text.react[kind], count)}</span>
            </span>
          )
        );
      })}
    </div>
  );
}
