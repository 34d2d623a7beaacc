import { type ComponentChildren } from "preact";
import { LanguageSwitch, ThemeSwitch } from "../components/Switches";
import { choices, chooseLanguage, language, localised, useText } from "../i18n";
import { event } from "./life";
import { paths } from "./paths";
import { chooseTheme, theme } from "./theme";
import "./outside.css";

interface Props {
  children: ComponentChildren;
  narrow?: boolean;
  /** The page itself says which event this is. */
  nameless?: boolean;
}

/** The frame around everything before the door and after the day: language, light, and the legal pages. */
export function Outside({ children, narrow, nameless }: Props) {
  const text = useText("app");
  const info = event.value;
  return (
    <div class="outside">
      <header class="outside-head">
        {info && !nameless ? (
          <a class="outside-event" href={paths.foyer()}>
            {localised(info.title)}
          </a>
        ) : (
          <span />
        )}
        <div class="row">
          {choices.value.length > 1 && (
            <LanguageSwitch
              label={text.languageLabel}
              languages={choices.value}
              chosen={language.value}
              onChoose={(chosen) => chooseLanguage(chosen)}
            />
          )}
          <div class="outside-theme">
            <ThemeSwitch label={text.themeLabel} names={text.themes} chosen={theme.value} onChoose={chooseTheme} />
          </div>
        </div>
      </header>
      <main id="main" class={`outside-main ${narrow ? "narrow" : ""}`} tabIndex={-1}>
        {children}
      </main>
      {info && (
        <footer class="outside-foot">
          <nav class="row" aria-label={text.legal.label}>
            <a href={paths.legal("imprint")}>{text.legal.imprint}</a>
            <a href={paths.legal("privacy")}>{text.legal.privacy}</a>
            <a href={paths.legal("accessibility")}>{text.legal.accessibility}</a>
          </nav>
        </footer>
      )}
    </div>
  );
}
