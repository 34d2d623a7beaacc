import { route } from "../../app/router";
import { Icon } from "../../components/Icon";
import { type IconName } from "../../components/icons";
import { Menu } from "../../components/Menu";
import { useText } from "../../i18n";
import { WayCount } from "./WayCount";
import { type Way } from "./ways";

interface Props {
  ways: readonly Way[];
  /** How the button looks, and the number on it. */
  class: string;
  count: string;
  icon: IconName;
}

/** The ways that have no room of their own, behind one button; it shows what waits there, and that I am there. */
export function MoreWays({ ways, class: look, count, icon }: Props) {
  const text = useText("shell");
  if (ways.length === 0) return null;
  const at = route.value.at;
  const waiting = ways.find((way) => way.count !== undefined);
  const here = ways.find((way) => way.id === at);
  return (
    <Menu
      class={`${look} ${here ? "current" : ""}`}
      label={[text.more, here?.label, waiting?.countLabel].filter(Boolean).join(", ")}
      face={
        <>
          <Icon name={icon} />
          <span>{text.more}</span>
          {waiting && <WayCount way={waiting} class={count} />}
        </>
      }
    >
      {(close) =>
        ways.map((way) => (
          <a
            key={way.id}
            class="menu-item"
            href={way.href}
            aria-current={at === way.id ? "page" : undefined}
            onClick={() => close()}
          >
            <Icon name={way.icon} />
            <span>{way.label}</span>
            <WayCount way={way} class="tab-count" />
          </a>
        ))
      }
    </Menu>
  );
}
