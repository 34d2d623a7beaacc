import { type ComponentChildren } from "preact";

interface Props {
  label: string;
  value: string;
  /** How old the number is, or what it is measured against. */
  note?: string;
  tone?: "good" | "warn" | "bad";
  /** A `Sparkline`, or another small picture of the same number. */
  children?: ComponentChildren;
}

/** One number that matters, with its age. A `<dl>` around several makes a list of them. */
export function Kpi({ label, value, note, tone, children }: Props) {
  return (
    <div class={`kpi ${tone ?? ""}`}>
      <dt class="small muted">{label}</dt>
      <dd class="kpi-value num">{value}</dd>
      {note && <dd class="kpi-note small">{note}</dd>}
      {children && <dd class="kpi-picture">{children}</dd>}
    </div>
  );
}

interface SparklineProps {
  values: readonly number[];
  /** What the line says, in words. */
  label: string;
  /** The upper edge; without it the greatest value. */
  max?: number;
}

const WIDTH = 100;
const HEIGHT = 24;

/** A number over time, from 0 at the lower edge. */
export function Sparkline({ values, label, max = Math.max(1, ...values) }: SparklineProps) {
  const step = WIDTH / Math.max(1, values.length - 1);
  const points = values.map((value, at) => {
    const y = HEIGHT - 1 - (Math.min(value, max) / max) * (HEIGHT - 2);
    return `${(at * step).toFixed(1)} ${y.toFixed(1)}`;
  });
  const line = points.join("L");
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {values.length > 1 && <path class="sparkline-area" d={`M0 ${HEIGHT}L${line}L${WIDTH} ${HEIGHT}z`} />}
      {values.length > 1 && <path class="sparkline-line" d={`M${line}`} />}
    </svg>
  );
}
