"""The whole day in a minute, really played: once with every drill on two nodes, once tampered with from elsewhere."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from tests.model.event_file.small_day import changed
from tests.rehearsal.rehearsed import Silent, issuing
from tests.rehearsal.tampering_proxy import Tamper, TamperingProxy
from venue.events import EXAMPLE
from venue.rehearsal.casting import new_run
from venue.rehearsal.door import Door
from venue.rehearsal.drills import Elsewhere
from venue.rehearsal.options import Options
from venue.rehearsal.rehearse import look_up
from venue.rehearsal.rehearse_day import rehearse_day
from venue.rehearsal.report import Report

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(240)]

PEOPLE = 20
SLUG = "jobcenter-tag"
PLAIN = "ohne-runden"


class Liar(Tamper):
    """Sells places that there are not, mixes up waiting lists, and keeps it to itself when rooms change."""

    def line(self, line: bytes, connection: int) -> list[bytes]:
        del connection
        if b'"cause":"programme"' in line:
            return []
        if b'"on":"places.counted"' in line:
            return [re.sub(rb"\[\d+,(\d+)\]", rb"[999,\1]", line)]
        if b'"on":"you.placed"' in line:
            return [re.sub(rb'"state":"waiting","ahead":\d+', b'"state":"waiting","ahead":7', line)]
        return [line]


class Days(msgspec.Struct):
    """Both days, and what was printed of the first."""

    drilled: Report
    code: int
    printed: str
    tampered: Report
    without_rounds: Report
    left: int
    """Events that the venue shows in the end, copies included."""


async def opened(folder: Path, *options: str) -> tuple[asyncio.subprocess.Process, str]:
    """`venue serve` with the example event; its address."""
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "venue", "serve", "--port", "0", "--data", str(folder / "data"), *options),
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        async for line in process.stdout:
            if found := re.search(rb"open: http://\S+:(\d+)/", line):
                return process, f"http://127.0.0.1:{found[1].decode()}"
    raise AssertionError((folder / "log").read_text())


async def ended(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    async with asyncio.timeout(40):
        await process.communicate()


async def drilled(url: str, folder: Path) -> tuple[Report, int, str]:
    """As somebody calls it on the venue's machine."""
    written = folder / "report.json"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "venue", "rehearse", "--url", url, "--day", "--minutes", "1"),
        *("--people", str(PEOPLE), "--data", str(folder / "data"), "--json", str(written)),
        *("--report", str(folder / "report.html"), "--processes", "1"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await process.communicate()
    assert written.is_file(), printed.decode()
    return msgspec.json.decode(written.read_bytes(), type=Report), process.returncode or 0, printed.decode()


async def without_rounds(url: str, folder: Path) -> Report:
    """Of an event in which nobody changes rooms by the programme."""
    secret = (folder / "data" / "secret").read_text().strip()
    event = await look_up(url, PLAIN)
    options = Options(url=url, slug=PLAIN, run=new_run(), processes=1, patience=2.0)
    return await rehearse_day(options, event, 8, 0.5, lambda slug: issuing(slug, secret), Silent(), Elsewhere())


async def tampered(url: str, folder: Path) -> Report:
    """From another machine, through a proxy that lies."""
    secret = (folder / "data" / "secret").read_text().strip()
    async with TamperingProxy(url, Liar()) as proxy:
        event = await look_up(proxy.url, SLUG)
        options = Options(url=proxy.url, slug=SLUG, run=new_run(), processes=1, patience=2.0)
        return await rehearse_day(
            options, event, PEOPLE, 0.5, lambda slug: issuing(slug, secret), Silent(), Elsewhere()
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    """Both at the same time, on a venue each: most of a day is waiting."""
    one, two = (tmp_path_factory.mktemp(name) for name in ("one", "two"))
    first, url = await opened(one, "--nodes", "2")
    (two / "plain.toml").write_text(changed('slug = "our-day"', f'slug = "{PLAIN}"'), encoding="utf-8")
    second, other = await opened(two, "--event", str(EXAMPLE), "--event", str(two / "plain.toml"))
    try:
        (report, code, printed), lied, plain = await asyncio.gather(
            drilled(url, one), tampered(other, two), without_rounds(other, two)
        )
        gone = 0
        for slug in (report.event, lied.event, plain.event):
            async with Door(url if slug == report.event else other, slug) as door:
                gone += not await door.knows("")
    finally:
        await ended(first)
        await ended(second)
    return Days(report, code, printed, lied, plain, 3 - gone)


async def test_a_day_with_every_drill_keeps_every_promise(days: Days) -> None:
    report = days.drilled
    assert [(each.title, each.examples) for each in report.promises if each.state != "kept"] == [], days.printed
    assert report.day is not None
    assert [drill.run for drill in report.day.drills] == [True, True]
    assert report.day.not_shown == ()
    assert [target for target in report.targets if target.state != "met"] == []
    assert (report.verdict, days.code, report.stopped) == ("kept", 0, "")


async def test_four_changes_took_people_along_and_nobody_was_misplaced(days: Days) -> None:
    assert days.drilled.day is not None
    changes = days.drilled.day.changes
    assert [change.drills for change in changes] == [(), ("node",), ("store",), ()]
    assert all(change.taken + change.lost >= PEOPLE // 4 for change in changes)
    assert all(change.people == PEOPLE for change in changes)
    assert [change.misplaced for change in changes] == [0, 0, 0, 0]


async def test_more_people_wished_for_places_than_there_were(days: Days) -> None:
    assert days.drilled.day is not None
    assert days.drilled.day.waited > 0
    assert days.drilled.day.offers > 0


async def test_what_was_found_is_printed_and_drawn(days: Days) -> None:
    assert "A node is killed in the second change: run" in days.printed
    assert "Nobody misplaced" in days.printed
    assert "Every promise was kept, every target met." in days.printed


async def test_a_venue_that_lies_about_places_and_changes_is_found_out(days: Days) -> None:
    broken = {each.key for each in days.tampered.promises if each.state == "broken"}
    assert {"places", "line", "belong"} <= broken
    assert days.tampered.verdict == "broken"


async def test_without_the_venues_machine_the_drills_are_not_run_and_that_is_said(days: Days) -> None:
    assert days.tampered.day is not None
    assert [drill.run for drill in days.tampered.day.drills] == [False, False]
    assert len([each for each in days.tampered.day.not_shown if "killed" in each]) == 2
    assert days.tampered.exit_code == 1


async def test_an_event_without_rounds_is_played_and_what_it_cannot_show_is_said(days: Days) -> None:
    plain = days.without_rounds
    assert plain.stopped == ""
    assert [phase.key for phase in plain.phases] == ["arrive", "rush", "leave"]
    assert [each.title for each in plain.promises if each.state == "broken"] == []
    assert plain.day is not None
    assert [drill.run for drill in plain.day.drills] == [False, False]
    assert plain.exit_code == 1


async def test_the_copies_are_gone(days: Days) -> None:
    assert days.left == 0
    for report in (days.drilled, days.tampered, days.without_rounds):
        assert next(each.state for each in report.promises if each.key == "trace") == "kept"
