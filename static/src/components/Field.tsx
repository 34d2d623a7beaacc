import { type ComponentChildren, type Ref } from "preact";
import { useId, useRef } from "preact/hooks";
import { IconButton } from "./Button";
import { Icon } from "./Icon";

interface Frame {
  label: string;
  /** Explains before the mistake; read out with the field. */
  hint?: string | undefined;
  /** Says what is wrong and what would be right. */
  error?: string | undefined;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

/** Label, hint, control and error in their order, tied together for screen readers. */
function Framed({ label, hint, error, children }: Frame & { children: (wiring: Wiring) => ComponentChildren }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="small muted" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {error && (
        <p class="field-error small" id={`${id}-error`}>
          <Icon name="warning" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

interface Text {
  value: string;
  onValue: (value: string) => void;
  name?: string;
  required?: boolean;
  disabled?: boolean;
  readOnly?: boolean;
  maxLength?: number;
  placeholder?: string;
  /** What browsers may fill in: "name", "organization", "off". */
  autocomplete?: string;
}

type TextFieldProps = Frame & Text & { inputMode?: "text" | "numeric" | "url"; ref?: Ref<HTMLInputElement> };

export function TextField({ label, hint, error, onValue, ref, ...rest }: TextFieldProps) {
  return (
    <Framed label={label} hint={hint} error={error}>
      {(wiring) => (
        <input
          type="text"
          class="input"
          ref={ref}
          {...rest}
          {...wiring}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Framed>
  );
}

type TextAreaProps = Frame &
  Text & { rows?: number; ref?: Ref<HTMLTextAreaElement>; onKeyDown?: (event: KeyboardEvent) => void };

export function TextArea({ label, hint, error, onValue, rows = 3, ref, ...rest }: TextAreaProps) {
  return (
    <Framed label={label} hint={hint} error={error}>
      {(wiring) => (
        <textarea
          class="input"
          rows={rows}
          ref={ref}
          {...rest}
          {...wiring}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Framed>
  );
}

type SelectProps = Frame & {
  value: string;
  onValue: (value: string) => void;
  disabled?: boolean;
  /** `<option>` and `<optgroup>` elements. */
  children: ComponentChildren;
};

export function Select({ label, hint, error, value, onValue, disabled, children }: SelectProps) {
  return (
    <Framed label={label} hint={hint} error={error}>
      {(wiring) => (
        <select
          class="input"
          value={value}
          disabled={disabled}
          {...wiring}
          onChange={(event) => onValue(event.currentTarget.value)}
        >
          {children}
        </select>
      )}
    </Framed>
  );
}

interface SearchProps {
  label: string;
  /** The name of the button that empties it. */
  clear: string;
  value: string;
  onValue: (value: string) => void;
  placeholder?: string;
}

/** A search field: its label is for screen readers, the magnifier and the placeholder say it to the eyes. */
export function SearchField({ label, clear, value, onValue, placeholder = label }: SearchProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const empty = () => {
    // The button goes; one goes on writing.
    field.current?.focus();
    onValue("");
  };
  return (
    <div class="search" role="search" aria-label={label}>
      <Icon name="search" />
      <label class="visually-hidden" for={id}>
        {label}
      </label>
      <input
        id={id}
        ref={field}
        type="search"
        class="input"
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {value && <IconButton icon="close" label={clear} onClick={empty} />}
    </div>
  );
}
