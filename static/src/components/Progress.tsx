interface Props {
  /** What it is, with the number in words: "noch 23 Minuten". */
  label: string;
  /** From 0 to 1; null: it is not known how long. */
  share: number | null;
}

/** How far something has come. */
export function Progress({ label, share }: Props) {
  const whole = share === null ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      class={`progress ${whole === undefined ? "unknown" : ""}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={whole}
      aria-valuetext={label}
    >
      <span style={{ "--share": `${whole ?? 30}%` }} />
    </div>
  );
}

/** How full a room is, as a bar. Decoration: the numbers stand beside it. */
export function Fill({ taken, capacity }: { taken: number; capacity: number }) {
  const share = capacity > 0 ? Math.min(1, taken / capacity) : 0;
  return (
    <span class={`fill ${taken >= capacity ? "full" : ""}`} aria-hidden="true">
      <span style={{ "--share": `${Math.round(share * 100)}%` }} />
    </span>
  );
}
