"""The report as one HTML page: readable in light and dark, without a picture, and without any other host. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from venue.rehearsal import plots
from venue.rehearsal.drills import went
from venue.rehearsal.report import BINS, DayFound, Report
from venue.rehearsal.verdict import ALL_ENTERED, DELIVERY_P99, DRILL_WORDS, MEASURES

VERDICTS: Final = {
    "kept": ("good", "Every promise was kept, every target met."),
    "missed": ("warn", "Every promise was kept, but not every target was shown to be met."),
    "broken": ("bad", "Promises were broken."),
}

MARKS: Final = {
    "kept": "good",
    "met": "good",
    "broken": "bad",
    "missed": "bad",
    "undecided": "warn",
    "not looked at": "warn",
    "not measured": "warn",
}

STYLE: Final = """
:root { color-scheme: light dark; --ground: #f3f1ec; --surface: #fff; --ink: #1c2226; --soft: #4b555c; --line: #d9d5cc;
  --band: #eae7e0; --accent: #0b5f73; --second: #b3480f; --good: #1d6b3f; --warn: #8a5300; --bad: #a4262c; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181b; --surface: #1d2327; --ink: #eef1f2; --soft: #b9c1c6;
  --line: #343d43; --band: #262d32; --accent: #6fc3d4; --second: #f2a26b; --good: #6cc490; --warn: #e3b066;
  --bad: #f08b8f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans",
  sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; } h2 { font-size: 1.3125rem; margin: 2rem 0 .75rem; }
.verdict { font-size: 1.3125rem; font-weight: 600; } .soft { color: var(--soft); }
section, header { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: 1rem 1.25rem;
  margin: 0 0 1rem; } section h2 { margin-top: 0; }
.scroll { overflow-x: auto; } .scroll:focus-visible { outline: 3px solid var(--accent); }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--soft); padding: 0 0 .25rem; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; color: var(--soft); font-weight: 600; } tbody th { font-weight: 600; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); } .state { font-weight: 600; }
svg { width: 100%; height: auto; min-width: 34rem; display: block; } svg text { font-size: 12px; fill: var(--soft); }
.grid { stroke: var(--line); } .limit { stroke: var(--bad); stroke-dasharray: 6 4; } text.limit { stroke: none;
  fill: var(--bad); } .band { fill: transparent; } .band.even { fill: var(--band); }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; } .p50 { stroke: var(--accent); }
.p99 { stroke: var(--second); stroke-dasharray: 5 2; } .max { fill: var(--soft); opacity: .7; }
.bar { fill: var(--accent); } .bar.late { fill: var(--bad); } details { margin-top: .75rem; }
ul { padding-left: 1.25rem; } summary { cursor: pointer; color: var(--soft); }
"""


def page(report: Report) -> str:
    """The whole document."""
    kind, verdict = VERDICTS[report.verdict]
    sections = (
        _header(report, kind, verdict),
        _section("Promises", _promises(report)),
        _section("Targets", _targets(report)),
        _section("Changes of rooms", "" if report.day is None else _whole_day(report.day)),
        _section("Deliveries over the day", _deliveries(report)),
        _section("How long deliveries took", _spread(report)),
        _section("Arriving", _arriving(report)),
        _section("Measures", _measures(report)),
        _section("The day", _day(report)),
        _section("Counted", _counted(report)),
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Rehearsal {escape(report.run)}: {escape(verdict)}</title><style>{STYLE}</style></head>\n"
        f"<body><main>{''.join(sections)}</main></body></html>\n"
    )


def _header(report: Report, kind: str, verdict: str) -> str:
    machine = report.machine
    notes = "".join(f"<li>{escape(note)}</li>" for note in report.notes)
    if report.stopped:
        notes += f"<li>The day ended early: {escape(report.stopped)}.</li>"
    if report.busy:
        notes += "<li>The rehearsal itself was slow: its times are not the venue's alone.</li>"
    return (
        f"<header><h1>Rehearsal of {escape(report.event)}</h1>"
        f'<p class="verdict {kind}">{escape(verdict)}</p>'
        f'<p class="soft">{report.people} people at {escape(report.url)}, {escape(report.started)}, '
        f"{report.duration:.0f} s, from {report.processes} process(es) on {escape(machine.system)} with "
        f"{machine.cores} cores (load {', '.join(f'{each:g}' for each in machine.load)}), Python "
        f"{escape(machine.python)}. Run {escape(report.run)}, seed {report.seed}.</p>"
        f"{f'<ul>{notes}</ul>' if notes else ''}</header>"
    )


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>" if content else ""


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Cells are HTML already; the first of each row is its heading."""

    def cell(place: int, text: str, kind: str) -> str:
        right = ' class="n"' if place in numbers else ""
        scope = "" if kind == "td" else ' scope="row"'
        return f"<{kind}{right}{scope}>{text}</{kind}>"

    columns = "".join(
        f'<th scope="col"{" class=" + chr(34) + "n" + chr(34) if place in numbers else ""}>{escape(name)}</th>'
        for place, name in enumerate(head)
    )
    body = "".join(
        f"<tr>{''.join(cell(place, text, 'td' if place else 'th') for place, text in enumerate(row))}</tr>"
        for row in rows
    )
    label = f'tabindex="0" role="region" aria-label="{escape(caption)}"'
    return (
        f'<div class="scroll" {label}><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _state(state: str) -> str:
    return f'<span class="state {MARKS[state]}">{escape(state)}</span>'


def _promises(report: Report) -> str:
    rows = []
    for each in report.promises:
        examples = "".join(f"<li>{escape(example)}</li>" for example in each.examples)
        told = escape(each.promise) + (f"<ul>{examples}</ul>" if examples else "")
        rows.append((escape(each.title), told, _state(each.state), f"{each.looked:,}", f"{each.broken:,}"))
    head = ("Promise", "What is promised", "State", "Looked at", "Broken")
    return _table("What was promised, and how often it was looked at", head, rows, (3, 4))


def _targets(report: Report) -> str:
    rows = [
        (
            escape(each.title),
            f"{each.limit:,.0f} ms",
            "-" if each.measured is None else f"{each.measured:,.1f} ms",
            _state(each.state),
        )
        for each in report.targets
    ]
    return _table("Times that must not be exceeded", ("Target", "Limit", "Measured", "State"), rows, (1, 2))


def _deliveries(report: Report) -> str:
    if not report.deliveries:
        return ""
    rows = [
        (f"{each.at} s", f"{each.count:,}", f"{each.p50:.1f}", f"{each.p99:.1f}", f"{each.max:.1f}")
        for each in report.deliveries
    ]
    table = _table("Deliveries, ms", ("Second", "Deliveries", "p50", "p99", "Max"), rows, (1, 2, 3, 4))
    return _plot(plots.deliveries(report.deliveries, report.phases, DELIVERY_P99), table)


def _spread(report: Report) -> str:
    if not sum(report.histogram):
        return ""
    names = [f"up to {each:g} ms" for each in BINS] + [f"over {BINS[-1]:g} ms"]
    rows = [(name, f"{count:,}") for name, count in zip(names, report.histogram, strict=True)]
    return _plot(plots.spread(report.histogram, DELIVERY_P99), _table("Deliveries", ("Time", "Count"), rows, (1,)))


def _arriving(report: Report) -> str:
    if not report.entered:
        return ""
    began = next((phase.began for phase in report.phases if phase.key == "arrive"), 0)
    entered = [max(0, at - began) for at in report.entered]
    target = ALL_ENTERED if any(each.key == "all_entered" and each.measured for each in report.targets) else None
    tenths = [entered[max(0, -(-len(entered) * n // 10) - 1)] for n in range(11)]
    rows = [(f"{10 * n} %" if n else "the first", f"{at / 1000:.2f} s") for n, at in enumerate(tenths)]
    table = _table("When people were in", ("Share", "In after"), rows, (1,))
    return _plot(plots.arrivals(entered, target), table)


def _plot(drawn: str, table: str) -> str:
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Plot">{drawn}</div>'
        f"<details><summary>The numbers</summary>{table}</details>"
    )


def _measures(report: Report) -> str:
    rows = []
    for what, title in MEASURES.items():
        one = report.measures.get(what)
        if one is not None:
            numbers = (one.p50, one.p90, one.p99, one.max, one.mean)
            rows.append((escape(title), f"{one.count:,}", *(f"{number:,.1f}" for number in numbers)))
    head = ("Measure, ms", "Count", "p50", "p90", "p99", "Max", "Mean")
    return _table("Exact percentiles, nearest rank", head, rows, (1, 2, 3, 4, 5, 6))


def _day(report: Report) -> str:
    rows = [(escape(p.title), f"{p.began / 1000:.1f} s", f"{(p.ended - p.began) / 1000:.1f} s") for p in report.phases]
    return _table("Phases", ("Phase", "Began", "Lasted"), rows, (1, 2))


def _whole_day(day: DayFound) -> str:
    rows = [
        (
            escape(each.slot),
            escape(", ".join(DRILL_WORDS[drill] for drill in each.drills)),
            f"{each.taken:,}",
            *("-" if time is None else f"{time:,.0f}" for time in (each.p50, each.p99, each.last)),
            *(f"{count:,}" for count in (each.lost, each.judged, each.misplaced)),
        )
        for each in day.changes
    ]
    head = ("Change", "Drill", "Taken along", "p50", "p99", "Last", "Lost the connection", "Judged", "Misplaced")
    drills = "".join(f"<li>{escape(each.title)}: {escape(went(each))}</li>" for each in day.drills)
    unseen = "".join(f"<li>Not shown: {escape(each)}</li>" for each in day.not_shown)
    table = _table("From a round's beginning to the new room, ms", head, rows, (2, 3, 4, 5, 6, 7, 8))
    waited = f"{day.waited:,} people waited for a place; {day.offers:,} places became free and were offered."
    return f"{table}<p>{waited}</p><ul>{drills}{unseen}</ul>"


def _counted(report: Report) -> str:
    rows = [(escape(name.replace("_", " ")), f"{count:,}") for name, count in sorted(report.counters.items())]
    rows += [(f"refused: {escape(code)}", f"{count:,}") for code, count in sorted(report.refusals.items())]
    rows += [("claps", f"{report.claps:,}"), ("claps heard", f"{report.claps_heard:,}")]
    rows += [(f"processor time of process {n}, s", f"{cpu:.1f}") for n, cpu in enumerate(report.cpu, 1)]
    return _table("How often", ("What", "Count"), rows, (1,))
