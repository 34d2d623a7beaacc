"""Plots as inline SVG: no script, no other host, colours from the page. Pure.

Each plot has a title and a description for those who do not see it, and the page gives its numbers as a table, too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final

import msgspec

from venue.rehearsal.phases import Phase
from venue.rehearsal.report import BINS, Second

WIDTH: Final = 960
HEIGHT: Final = 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 28, 52


class Axis(msgspec.Struct, frozen=True):
    """From values to places along one side of a plot."""

    low: float
    high: float
    start: float
    """Place of `low`, in the drawing's units."""
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """The place of a value; what lies outside is put on the edge."""
        low, high, value = self._scaled(self.low), self._scaled(self.high), self._scaled(value)
        share = 0.0 if high == low else (value - low) / (high - low)
        return round(self.start + min(1.0, max(0.0, share)) * (self.end - self.start), 1)

    def _scaled(self, value: float) -> float:
        return math.log10(max(value, 0.01)) if self.logarithmic else value


def deliveries(seconds: Sequence[Second], phases: Sequence[Phase], target: float) -> str:
    """p50, p99 and the slowest delivery of each second of the day, over the phases."""
    end = max((phase.ended for phase in phases), default=1000) / 1000
    x = Axis(0, max(1.0, end), LEFT, WIDTH - RIGHT)
    highest = max((second.max for second in seconds), default=target)
    y = Axis(0.5, max(2 * target, highest), HEIGHT - BOTTOM, TOP, logarithmic=True)
    parts = [_bands(phases, x), _milliseconds(y), _limit(y, target, f"target {target:g} ms")]
    for name, values in (
        ("max", [(second.at + 0.5, second.max) for second in seconds]),
        ("p99", [(second.at + 0.5, second.p99) for second in seconds]),
        ("p50", [(second.at + 0.5, second.p50) for second in seconds]),
    ):
        parts.append(_dots(name, values, x, y) if name == "max" else _line(name, values, x, y))
    parts += [_seconds_axis(x), _legend()]
    told = f"{len(seconds)} seconds with deliveries; the slowest took {highest:.0f} ms."
    return _svg("deliveries", "Deliveries over the day: p50 and p99 of each second, dots for the slowest", told, parts)


def spread(bars: Sequence[int], target: float) -> str:
    """How many deliveries took how long."""
    total = max(1, sum(bars))
    y = Axis(0, max(bars, default=1) or 1, HEIGHT - BOTTOM, TOP)
    step = (WIDTH - LEFT - RIGHT) / len(bars)
    parts: list[str] = []
    for place, count in enumerate(bars):
        left, top = round(LEFT + place * step, 1), y.at(count)
        late = " late" if place >= len(BINS) or BINS[place] > target else ""
        height = round(HEIGHT - BOTTOM - top, 1)
        name = _bin(place)
        parts.append(
            f'<rect class="bar{late}" x="{left + 2}" y="{top}" width="{round(step - 4, 1)}" height="{height}">'
            f"<title>{name}: {count:,}</title></rect>"
        )
        parts.append(_text(left + step / 2, HEIGHT - BOTTOM + 16, name, "middle"))
        if count:
            share = f"{100 * count / total:.0f}%" if count * 200 >= total else f"{count:,}"
            parts.append(_text(left + step / 2, top - 5, share, "middle"))
    parts.append(_text(WIDTH - RIGHT, HEIGHT - 6, "up to so many ms", "end"))
    return _svg("spread", "How long deliveries took", f"{sum(bars):,} deliveries in {len(bars)} steps.", parts)


def arrivals(entered: Sequence[int], target: float | None) -> str:
    """How many people were in after how long; `entered`: ms since the doors opened, in order, at least one."""
    seconds = [each / 1000 for each in entered]
    end = max(1.0, seconds[-1] * 1.05, 0 if target is None else target / 1000 * 1.1)
    x, y = Axis(0, end, LEFT, WIDTH - RIGHT), Axis(0, len(entered), HEIGHT - BOTTOM, TOP)
    places = [(x.at(0), y.at(0)), *((x.at(at), y.at(count)) for count, at in enumerate(seconds, 1))]
    parts = [_line_through("p50", places), _seconds_axis(x)]
    parts += [_text(LEFT - 8, y.at(count) + 4, str(count), "end") for count in {0, len(entered) // 2, len(entered)}]
    if target is not None:
        place = x.at(target / 1000)
        parts.append(f'<line class="limit" x1="{place}" x2="{place}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(_text(place - 5, TOP + 12, f"target {target / 1000:g} s", "end", "limit"))
    told = f"{len(entered)} people; the last was in {seconds[-1]:.1f} s after the doors opened."
    return _svg("arrivals", "People in the venue, from the opening of the doors", told, parts)


def _legend() -> str:
    y = HEIGHT - 6
    parts = [
        f'<line class="line {name}" x1="{x}" x2="{x + 24}" y1="{y - 4}" y2="{y - 4}"/>{_text(x + 30, y, name)}'
        for name, x in (("p50", LEFT), ("p99", LEFT + 80))
    ]
    x = LEFT + 160
    return f'{"".join(parts)}<circle class="max" cx="{x}" cy="{y - 4}" r="3"/>{_text(x + 8, y, "slowest")}'


def _bin(place: int) -> str:
    return f"{BINS[place]:g}" if place < len(BINS) else "more"


def _svg(name: str, title: str, told: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-title {name}-told">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-told">{escape(told)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(text)}</text>'


def _bands(phases: Sequence[Phase], x: Axis) -> str:
    parts = []
    for number, phase in enumerate(phases):
        left, right = x.at(phase.began / 1000), x.at(phase.ended / 1000)
        shade = "band" if number % 2 else "band even"
        height = HEIGHT - BOTTOM - TOP
        parts.append(
            f'<rect class="{shade}" x="{left}" y="{TOP}" width="{round(right - left, 1)}" height="{height}">'
            f"<title>{escape(phase.title)}</title></rect>"
        )
        if right - left > 7 * len(phase.key):
            parts.append(_text(left + 4, TOP - 8, phase.key))
    return "".join(parts)


def _milliseconds(y: Axis) -> str:
    marks = [mark for mark in (1, 3, 10, 30, 100, 300, 1000, 3000, 10000) if y.low <= mark <= y.high]
    return "".join(
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y.at(mark)}" y2="{y.at(mark)}"/>'
        + _text(LEFT - 8, y.at(mark) + 4, f"{mark:g} ms", "end")
        for mark in marks
    )


def _limit(y: Axis, target: float, text: str) -> str:
    place = y.at(target)
    line = f'<line class="limit" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{place}" y2="{place}"/>'
    return line + _text(WIDTH - RIGHT - 4, place - 5, text, "end", "limit")


def _seconds_axis(x: Axis) -> str:
    span = x.high - x.low
    step = next((each for each in (0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300) if span / each <= 12), 600)
    marks = [step * number for number in range(int(span // step) + 1)]
    return "".join(_text(x.at(mark), HEIGHT - BOTTOM + 18, f"{mark:g} s", "middle") for mark in marks)


def _line(name: str, values: Sequence[tuple[float, float]], x: Axis, y: Axis) -> str:
    return _line_through(name, [(x.at(at), y.at(value)) for at, value in values])


def _line_through(name: str, places: Sequence[tuple[float, float]]) -> str:
    path = " ".join(f"{x},{y}" for x, y in places)
    return f'<polyline class="line {name}" points="{path}"/>' if places else ""


def _dots(name: str, values: Sequence[tuple[float, float]], x: Axis, y: Axis) -> str:
    return "".join(f'<circle class="{name}" cx="{x.at(at)}" cy="{y.at(value)}" r="2"/>' for at, value in values)
