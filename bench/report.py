"""The tables that a person at a terminal reads."""

from __future__ import annotations

from collections.abc import Sequence

from bench.goals import goals
from bench.results import Results
from bench.rows import Row, rows, sustained
from bench.storm import Storm


def say(text: str) -> None:
    """A line, at once."""
    print(text, flush=True)


def show(results: Results) -> None:
    """Everything that was found."""
    say("\n" + tables(results))
    failed = [(run.peer, run.error) for run in results.runs if run.error]
    failed += [(f"storm of {each.people}", each.error) for each in results.storms if each.error]
    once = (("idle", results.idle), ("stuck", results.stuck), ("pages", results.pages))
    failed += [(name, work.error) for name, work in once if work is not None and work.error]
    for name, error in dict.fromkeys(failed):
        say(f"  {name} failed: {error}")


def tables(results: Results) -> str:
    """The tables as Markdown, with what they were measured on."""
    machine = results.machine
    versions = ", ".join(f"{name} {number}" for name, number in machine.packages.items())
    about = (
        f"Measured on {results.began[:10]} in {results.seconds / 60:.0f} minutes: {machine.cpu}, {machine.cores} cores,"
        f" {machine.memory_gib:g} GiB; {machine.kernel}; {machine.python}; {machine.redis}; {versions}."
    )
    parts = [about]
    if not results.complete:
        parts.append("Not everything was measured.")
    if lines := goals(results):
        cells = [(goal.what, goal.target, goal.reached, "yes" if goal.met else "NO") for goal in lines]
        parts.append(table(("the venue", "to be reached", "reached", ""), cells))
    if found := rows(results):
        parts.append(table(_HEADS, [_cells(row) for row in found]))
    if results.missing:
        parts.append(f"Not installed there, so not measured: {', '.join(results.missing)}.")
    most = max((sustained(run) or 0.0 for run in results.runs if run.work == "ceiling"), default=0.0)
    if most:
        parts.append(f"The load generator itself reads {most / 1000:,.0f} thousand deliveries/s in joined frames.")
    if results.storms:
        parts.append(table(_STORM_HEADS, [_storm(each) for each in results.storms]))
    return "\n\n".join(parts)


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table with aligned columns: the first to the left, the others to the right."""
    widths = [max(len(line[column]) for line in [heads, *lines]) for column in range(len(heads))]

    def drawn(cells: Sequence[str]) -> str:
        first = cells[0].ljust(widths[0])
        return "| " + " | ".join(
            [first, *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))]
        )

    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])])
    return "\n".join(line + " |" if line != rule else line + "|" for line in [drawn(heads), rule, *map(drawn, lines)])


_HEADS = (
    "server",
    "50/s: us",
    "ratio",
    "p99 ms",
    "lost",
    "sustained k/s",
    "800/s: ratio",
    "p99 ms",
    "1,000: ratio",
    "p99 ms",
    "KiB",
)
_STORM_HEADS = (
    "people",
    "all in s",
    "all told s",
    "right",
    "frames",
    "each",
    "presence frames each",
    "in a second",
    "MB",
    "CPU s",
)


def _cells(row: Row) -> list[str]:
    return [
        row.title,
        _number(row.talk_us, 1),
        _number(row.talk_ratio, 2),
        _number(row.talk_p99_ms, 1),
        str(row.talk_lost),
        _number(None if row.sustained is None else row.sustained / 1000, 0),
        _number(row.busy_ratio, 2),
        _number(row.busy_p99_ms, 0),
        _number(row.crowd_ratio, 2),
        _number(row.crowd_p99_ms, 0),
        _number(row.kib, 1),
    ]


def _storm(each: Storm) -> list[str]:
    return [
        f"{each.people:,}",
        f"{each.all_in_s:.2f}",
        f"{each.all_told_s:.2f}",
        "yes" if each.right else "NO",
        f"{each.frames:,}",
        f"{each.frames / each.people:.1f}",
        f"{each.presence_frames / each.people:.1f}",
        str(each.presence_frames_in_a_second),
        f"{each.bytes / 1e6:.1f}",
        f"{each.server_cpu_s:.2f}",
    ]


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:,.{digits}f}"
