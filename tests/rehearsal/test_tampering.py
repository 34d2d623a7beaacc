"""A checker that cannot fail is worthless: each promise is broken on purpose, and the rehearsal must say so."""

from __future__ import annotations

import pytest

from tests.rehearsal.rehearsed import PEOPLE, Played
from tests.rehearsal.tampering_proxy import framed
from tests.rehearsal.tampers import HONEST, LATE, TAMPERS
from venue.rehearsal.findings import OF_THE_DAY, PROMISES
from venue.rehearsal.report import Report


@pytest.fixture(scope="module")
def reports(played: Played) -> dict[str, Report]:
    return played.tampered


def broken(report: Report) -> dict[str, tuple[str, ...]]:
    return {each.key: each.examples for each in report.promises if each.state == "broken"}


def test_a_day_that_nobody_touches_keeps_every_promise(reports: dict[str, Report]) -> None:
    honest = reports[HONEST]
    assert broken(honest) == {}
    assert honest.stopped == ""
    assert [phase.key for phase in honest.phases][-2:] == ["leave", "trace"]


def test_and_every_promise_was_looked_at(reports: dict[str, Report]) -> None:
    looked = {each.key: each.looked for each in reports[HONEST].promises}
    assert set(looked) == set(PROMISES) - OF_THE_DAY
    assert min(looked.values()) > 0, looked
    assert looked["roster"] >= 5 * PEOPLE


def test_it_walked_into_full_rooms_clapped_and_lost_connections(reports: dict[str, Report]) -> None:
    honest = reports[HONEST]
    assert honest.refusals["room_full"] > 0
    assert honest.counters["resumed"] > 0
    assert honest.claps == honest.claps_heard > 0


@pytest.mark.parametrize("name", TAMPERS)
def test_each_promise_that_is_broken_is_called_broken(reports: dict[str, Report], name: str) -> None:
    _, promise = TAMPERS[name]
    report = reports[name]
    assert promise in broken(report), f"{name}: {broken(report)}"
    assert report.verdict == "broken"
    assert report.exit_code == 1


def test_every_promise_has_a_test_that_breaks_it() -> None:
    """Those of the whole day are broken in `test_whole_day`."""
    assert {promise for _, promise in TAMPERS.values()} == set(PROMISES) - OF_THE_DAY


def test_a_venue_that_is_slow_keeps_its_promises_and_misses_its_target(reports: dict[str, Report]) -> None:
    late = reports[LATE]
    assert broken(late) == {}
    target = next(each for each in late.targets if each.key == "delivery_p99")
    assert target.measured is not None
    assert target.measured > 250
    assert target.state in ("missed", "undecided")
    assert late.exit_code == 1


def test_a_broken_promise_ends_the_day_and_everybody_is_erased(reports: dict[str, Report]) -> None:
    stopped = reports["two-messages-change-places"]
    assert "order" in stopped.stopped
    assert [phase.key for phase in stopped.phases] == ["arrive", "plenum", "trace"]
    trace = next(each for each in stopped.promises if each.key == "trace")
    assert trace.state == "kept"


@pytest.mark.parametrize("length", [0, 125, 126, 65535, 65536])
def test_the_proxy_frames_as_a_server_does(length: int) -> None:
    frame = framed(b"x" * length)
    assert frame[0] == 0x81
    assert len(frame) == length + (2 if length < 126 else 4 if length < 65536 else 10)
