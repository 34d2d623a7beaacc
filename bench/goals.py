"""What the venue has set itself to reach, and what a run found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bench.results import Results
from bench.rows import Row, rows


class Goal(NamedTuple):
    """One line of the table."""

    what: str
    target: str
    reached: str
    met: bool


def goals(results: Results) -> list[Goal]:
    """A line for everything that was measured."""
    found = next((row for row in rows(results) if row.name == "venue"), None)
    return [
        *(_of_talk(found, results.people, results.crowd) if found else ()),
        *_of_crowds(results),
        *_of_bad_company(results),
    ]


def _of_talk(row: Row, people: int, crowd: int) -> Iterator[Goal]:
    yield from _most(f"{people:,} people, 50 messages/s: CPU, ratio to raw C", row.talk_ratio, 1.6, "{:.2f}")
    if row.sustained is not None:
        what = f"{people:,} people: deliveries/s with p99 under 100 ms, none lost"
        yield Goal(what, "at least 600,000", f"{row.sustained:,.0f}", row.sustained >= 600_000)
    yield from _most(f"{people:,} people, 800 messages/s: CPU, ratio to raw C", row.busy_ratio, 0.6, "{:.2f}")
    yield from _most(f"{crowd:,} people, 200 messages/s: CPU, ratio to raw C", row.crowd_ratio, 0.8, "{:.2f}")
    yield from _most(f"{crowd:,} people, 200 messages/s: p99", row.crowd_p99_ms, 60, "{:.0f} ms")


def _of_crowds(results: Results) -> Iterator[Goal]:
    for storm in results.storms:
        if storm.people != 1000:
            continue
        right = "" if storm.right else ", NOT RIGHT"
        what = "1,000 people enter at once: until all are in and every count is right"
        yield Goal(what, "under 3 s", f"{storm.all_told_s:.2f} s{right}", storm.right and storm.all_told_s < 3)
        most = float(storm.presence_frames_in_a_second)
        yield from _most("1,000 people enter at once: presence frames per second and client", most, 2, "{:.0f}")
    small, large = (next((s for s in results.storms if s.people == n and s.right), None) for n in (250, 2000))
    if small and large:
        growth = large.frames / small.frames
        what = "frames in all when eight times as many enter at once"
        yield Goal(what, "under 16 times (8: N, 64: N x N)", f"{growth:.1f} times", growth < 16)
    if results.idle and not results.idle.error:
        idle = results.idle
        whole = idle.joined == idle.people and not idle.closed
        what = f"{idle.people:,} idle connections, keepalive on: of one core"
        yield Goal(what, "under 10 %", f"{idle.percent:.1f} %", whole and idle.percent < 10)
        what = "memory per idle connection in the node"
        yield from _most(what, idle.node_kib, 24, "{:.1f} KiB")


def _of_bad_company(results: Results) -> Iterator[Goal]:
    if results.stuck and not results.stuck.error:
        stuck = results.stuck
        whole = stuck.node_kib_each + stuck.kernel_kib
        what = "a peer that stops reading: node and kernel together"
        yield Goal(what, "under 300 KB", f"{whole * 1.024:.0f} KB", whole * 1.024 < 300)
        gone = stuck.cut_after_s > 0 and stuck.gone_after_s > 0 and not stuck.healthy_lost
        reached = f"after {stuck.cut_after_s:.1f} s, {stuck.gone_after_s:.1f} s"
        yield Goal("a peer that stops reading: cut, gone from the roster", "both", reached, gone)
    if results.pages and not results.pages.error:
        pages = results.pages
        what = f"{pages.browsers} browsers open the page within {pages.seconds:g} s: p99 inside"
        whole_pages = not pages.failed and not pages.inside_lost
        yield Goal(what, "under 150 ms", f"{pages.inside_p99_ms:.0f} ms", whole_pages and pages.inside_p99_ms < 150)


def _most(what: str, value: float | None, limit: float, shown: str) -> Iterator[Goal]:
    if value is not None:
        yield Goal(what, "at most " + shown.format(limit).replace(".00", ""), shown.format(value), value <= limit)
