import { useState } from "preact/hooks";
import { useVenue } from "../../app/context";
import { paths } from "../../app/paths";
import { chooseTheme, theme } from "../../app/theme";
import { Avatar } from "../../components/Avatar";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { type IconName } from "../../components/icons";
import { Menu } from "../../components/Menu";
import { LanguageSwitch, ThemeSwitch } from "../../components/Switches";
import { choices, chooseLanguage, language, useText } from "../../i18n";

/** Me: how I want to see the house, what it knows of me, and the way out. */
export function MeMenu() {
  const venue = useVenue();
  const text = useText("shell");
  const [leaving, setLeaving] = useState(false);
  const person = venue.me.value?.person;
  if (!person) return null;
  return (
    <>
      <Menu
        class="me-button"
        label={text.me(person.name)}
        face={<Avatar id={person.id} name={person.name} />}
        items={[{ id: "leave", label: text.leave, icon: "leave", onSelect: () => setLeaving(true) }]}
      >
        {(close) => <MeBox close={close} />}
      </Menu>
      {leaving && (
        <Dialog
          title={text.leaveTitle}
          close={text.close}
          onClose={() => setLeaving(false)}
          actions={
            <>
              <Button onClick={() => setLeaving(false)}>{text.leaveStay}</Button>
              <Button look="primary" icon="leave" onClick={() => void venue.leave()}>
                {text.leave}
              </Button>
            </>
          }
        >
          <p>{text.leaveText}</p>
        </Dialog>
      )}
    </>
  );
}

function MeBox({ close }: { close: () => void }) {
  const person = useVenue().me.value?.person;
  const text = useText("shell");
  const app = useText("app");
  const links: { href: string; icon: IconName; label: string }[] = [
    { href: paths.privacy(), icon: "person", label: text.myData },
    { href: paths.legal("imprint"), icon: "info", label: app.legal.imprint },
    { href: paths.legal("privacy"), icon: "lock", label: app.legal.privacy },
    { href: paths.legal("accessibility"), icon: "people", label: app.legal.accessibility },
  ];
  return (
    <>
      <div class="me-name">
        <bdi class="said">{person?.name}</bdi>
        {person?.org && <bdi class="said small muted">{person.org}</bdi>}
      </div>
      <div class="me-choices">
        {choices.value.length > 1 && (
          <LanguageSwitch
            label={app.languageLabel}
            languages={choices.value}
            chosen={language.value}
            onChoose={(chosen) => chooseLanguage(chosen)}
          />
        )}
        <ThemeSwitch label={app.themeLabel} names={app.themes} chosen={theme.value} onChoose={chooseTheme} />
      </div>
      <div class="menu-rule" />
      {links.map((link) => (
        <a key={link.href} class="menu-item" href={link.href} onClick={close}>
          <Icon name={link.icon} />
          <span>{link.label}</span>
        </a>
      ))}
      <div class="menu-rule" />
    </>
  );
}
