"""Hundreds of browsers open the page while the people inside talk."""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import Final, NamedTuple

import msgspec

from bench.door import SLUG
from bench.http import HttpConnection
from bench.load import Server, run_load
from bench.processes import BenchFault
from bench.servers import venue_server
from venue.settings import app_folder

RATE: Final = 10.0
"""Messages a second that the people inside exchange meanwhile."""
HEAD_START: Final = 2.0
"""Seconds until those inside have settled."""
ACCEPTS: Final = {"Accept-Encoding": "br, gzip", "Accept": "*/*"}
_SENT: Final = frozenset({".css", ".js", ".svg", ".png", ".woff2", ".ico", ".webp"})


class Pages(msgspec.Struct, frozen=True):
    """`browsers` that fetch the page and every file of the app within `seconds`, beside `inside` people who talk."""

    browsers: int
    inside: int
    seconds: float
    requests: int = 0
    failed: int = 0
    bytes: int = 0
    browser_p50_ms: float = 0.0
    """A browser's whole page."""
    browser_p99_ms: float = 0.0
    calm_p99_ms: float = 0.0
    """Of a delivery to those inside, before."""
    inside_p99_ms: float = 0.0
    """While the browsers came."""
    inside_lost: int = 0
    error: str = ""


def pages(browsers: int, inside: int, seconds: float) -> Pages:
    """Measures those inside twice: alone, and while the browsers come."""
    try:
        with venue_server(inside) as server:
            calm = run_load(server, inside, rates=(RATE, RATE), seconds=3)
            return asyncio.run(_together(server, browsers, inside, seconds, calm.steps[-1].p99_ms))
    except BenchFault as fault:
        return Pages(browsers, inside, seconds, error=str(fault))


async def _together(server: Server, browsers: int, inside: int, seconds: float, calm_p99: float) -> Pages:
    length = seconds + HEAD_START + 1
    running = asyncio.create_task(
        asyncio.to_thread(run_load, server, inside, rates=(RATE,), seconds=length, at_most=length + 60)
    )
    await asyncio.sleep(HEAD_START)
    paths = app_files()
    visits = await asyncio.gather(
        *(_visit(server.port, paths, seconds * number / browsers) for number in range(browsers))
    )
    step = (await running).steps[0]
    took = sorted(visit.ms for visit in visits)
    return Pages(
        browsers=browsers,
        inside=inside,
        seconds=seconds,
        requests=sum(visit.requests for visit in visits),
        failed=sum(visit.failed for visit in visits),
        bytes=sum(visit.bytes for visit in visits),
        browser_p50_ms=statistics.median(took),
        browser_p99_ms=took[max(0, round(len(took) * 0.99) - 1)],
        calm_p99_ms=calm_p99,
        inside_p99_ms=step.p99_ms,
        inside_lost=step.lost,
    )


def app_files() -> list[str]:
    """What a browser asks for: the way to the page, the page, what the event is, and every file of the app."""
    folder = app_folder()
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.suffix in _SENT)
    return ["/", f"/{SLUG}/", f"/{SLUG}/api/event", *(f"/{file}" for file in files)]


class _Visit(NamedTuple):
    ms: float
    requests: int
    failed: int
    bytes: int


async def _visit(port: int, paths: list[str], wait: float) -> _Visit:
    """One browser: a new connection, and every file on it, one after the other."""
    await asyncio.sleep(wait)
    began = time.perf_counter()
    failed = received = 0
    try:
        connection = await HttpConnection.open(port)
        for path in paths:
            answer = await connection.ask("GET", path, headers=ACCEPTS)
            failed += answer.status not in (200, 307)
            received += len(answer.body)
        await connection.close()
    except (OSError, EOFError, BenchFault):
        failed += 1
    return _Visit((time.perf_counter() - began) * 1000, len(paths), failed, received)
