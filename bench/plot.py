"""Draws a result as an SVG that can be read on light and on dark ground, and writes its tables into the document."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final, NamedTuple

from bench.processes import ROOT
from bench.report import say, tables
from bench.results import Results
from bench.rows import Row, rows

PICTURE: Final = ROOT / "docs" / "benchmark.svg"
DOCUMENT: Final = ROOT / "docs" / "benchmark.md"
BEGIN: Final = "<!-- written by `python -m bench plot` -->"
END: Final = "<!-- to here -->"

WIDTH: Final = 880
LABELS: Final = 352
"""Pixels to the left of the bars."""
BARS: Final = 380
"""Pixels of the longest bar; its figure stands to the right of it."""
LINE: Final = 26

STYLE: Final = """
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.head { font-weight: 600; font-size: 16px }
.small { font-size: 12px; fill: #59636e }
.bar { fill: #8c959f }
.ours { fill: #0b5f73 }
.line { stroke: #d1d9e0 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .small { fill: #9198a1 }
  .bar { fill: #656c76 }
  .ours { fill: #4fb3c8 }
  .line { stroke: #3d444d }
}
"""


class Bar(NamedTuple):
    """One line of a panel."""

    label: str
    value: float
    shown: str
    ours: bool


class Panel(NamedTuple):
    """A heading, what is good, and bars."""

    title: str
    note: str
    bars: list[Bar]
    largest: float
    """The value whose bar has the full length; what is larger is drawn with a gap; its figure tells."""


def plot(results: Results) -> int:
    """Writes both files of the documentation; the exit code."""
    PICTURE.write_text(picture(results), encoding="utf-8")
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8"), results), encoding="utf-8")
    say(f"Drawn: {PICTURE.relative_to(ROOT)}; written: {DOCUMENT.relative_to(ROOT)}")
    return 0


def with_tables(document: str, results: Results) -> str:
    """The document with the result's tables between its two marks."""
    head, begin, rest = document.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise OSError(f"the document has lost its marks {BEGIN} and {END}")
    return f"{head}{begin}\n\n{tables(results)}\n\n{end}{tail}"


def picture(results: Results) -> str:
    """The whole SVG."""
    parts: list[str] = []
    height = 20
    for panel in panels(results):
        parts += _draw(panel, height)
        height += 62 + LINE * len(panel.bars) + 18
    machine = results.machine
    about = f"{machine.cpu}, {machine.cores} cores, {machine.python}, {machine.redis}; {results.began[:10]}"
    parts.append(f'<text class="small" x="16" y="{height + 4}">{escape(about)}</text>')
    height += 24
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">',
            '<title id="title">The venue and its peers on one machine</title>',
            f'<desc id="desc">{escape(_in_words(results))}</desc>',
            f"<style>{STYLE}</style>",
            *parts,
            "</svg>\n",
        ]
    )


def panels(results: Results) -> list[Panel]:
    """What is drawn; a panel without bars is left out."""
    found = rows(results)
    talk = [
        _bar(row, row.talk_ratio, f"{row.talk_ratio:.2f}" + (", loses messages" if row.talk_lost else ""))
        for row in found
        if row.talk_ratio
    ]
    most = [_bar(row, row.sustained, f"{row.sustained:,.0f}") for row in found if row.sustained is not None]
    storms = [
        Bar(f"{storm.people:,} people", storm.frames / storm.people, f"{storm.frames / storm.people:.1f}", True)
        for storm in results.storms
        if storm.right
    ]
    drawn = [
        Panel(
            f"CPU per delivery: {results.people} people in a room, 50 messages a second",
            "Server and Redis, as a multiple of a server in C that does nothing else. Shorter is better.",
            talk,
            6.0,
        ),
        Panel(
            f"Deliveries a second: {results.people} people in a room",
            "The most with nothing lost and 99 % within 100 ms, server and Redis on one core. Longer is better.",
            most,
            max((bar.value for bar in most), default=0.0) or 1.0,
        ),
        Panel(
            "Frames that each person gets when everybody enters at once",
            "Until all were told the right number: it grows with the seconds that takes, not with the crowd.",
            storms,
            max(10.0, *(bar.value for bar in storms)) if storms else 10.0,
        ),
    ]
    return [panel for panel in drawn if panel.bars]


def _bar(row: Row, value: float | None, shown: str) -> Bar:
    return Bar(row.title, value or 0.0, shown, row.name == "venue")


def _draw(panel: Panel, top: int) -> Iterator[str]:
    yield f'<text class="head" x="16" y="{top + 14}">{escape(panel.title)}</text>'
    yield f'<text class="small" x="16" y="{top + 34}">{escape(panel.note)}</text>'
    bottom = top + 46 + LINE * len(panel.bars)
    yield f'<line class="line" x1="{LABELS}" y1="{top + 44}" x2="{LABELS}" y2="{bottom}"/>'
    for number, bar in enumerate(panel.bars):
        y = top + 48 + LINE * number
        length = max(1.0, BARS * min(1.0, bar.value / panel.largest))
        pieces = [(0.0, length)] if bar.value <= panel.largest else [(0.0, BARS * 0.9), (BARS * 0.92, BARS * 0.08)]
        kind = "ours" if bar.ours else "bar"
        weight = ' font-weight="600"' if bar.ours else ""
        yield f'<text x="{LABELS - 8}" y="{y + 14}" text-anchor="end"{weight}>{escape(bar.label)}</text>'
        for start, width in pieces:
            yield f'<rect class="{kind}" x="{LABELS + start:.1f}" y="{y}" width="{width:.1f}" height="18"/>'
        yield f'<text x="{LABELS + length + 8:.1f}" y="{y + 14}"{weight}>{escape(bar.shown)}</text>'


def _in_words(results: Results) -> str:
    return " ".join(
        f"{panel.title}: " + ", ".join(f"{bar.label} {bar.shown}" for bar in panel.bars) + "."
        for panel in panels(results)
    )
