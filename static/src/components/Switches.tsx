import { Icon } from "./Icon";
import { type IconName } from "./icons";

interface Choice<Id extends string> {
  id: Id;
  label: string;
  icon?: IconName;
  lang?: string;
}

interface Props<Id extends string> {
  label: string;
  choices: readonly Choice<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

/** A few choices side by side, one of them taken. */
export function Segments<Id extends string>({ label, choices, chosen, onChoose }: Props<Id>) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {choices.map(({ id, label: text, icon, lang }) => (
        <button
          key={id}
          type="button"
          class="segment"
          aria-pressed={id === chosen}
          lang={lang}
          onClick={() => onChoose(id)}
        >
          {icon && <Icon name={icon} />}
          <span>{text}</span>
        </button>
      ))}
    </div>
  );
}

const LANGUAGE_NAMES: Readonly<Record<string, string>> = { de: "Deutsch", en: "English" };

interface LanguageProps<Id extends string> {
  label: string;
  languages: readonly Id[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

/** Each language in its own words, so that those find it who read no other. */
export function LanguageSwitch<Id extends string>({ label, languages, chosen, onChoose }: LanguageProps<Id>) {
  const choices = languages.map((id) => ({ id, label: LANGUAGE_NAMES[id] ?? id, lang: id }));
  return <Segments label={label} choices={choices} chosen={chosen} onChoose={onChoose} />;
}

export type Theme = "auto" | "light" | "dark";

const THEME_ICONS: Readonly<Record<Theme, IconName>> = { auto: "auto", light: "sun", dark: "moon" };

interface ThemeProps {
  label: string;
  names: Readonly<Record<Theme, string>>;
  chosen: Theme;
  onChoose: (theme: Theme) => void;
}

export function ThemeSwitch({ label, names, chosen, onChoose }: ThemeProps) {
  const choices = (["auto", "light", "dark"] as const).map((id) => ({ id, label: names[id], icon: THEME_ICONS[id] }));
  return <Segments label={label} choices={choices} chosen={chosen} onChoose={onChoose} />;
}
