"""Requests whose beginning is not what a browser sends."""

from __future__ import annotations

import asyncio
import contextlib
import time

import pytest

from tests.web.opened import Venue


@pytest.mark.parametrize("line", [b"GET /%s", b"GET / HTTP/1.1\r\nx: %s"])
async def test_a_head_without_end_is_cut_off_and_nobody_waits_for_it(venue: Venue, line: bytes) -> None:
    host, port = venue.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    sent = 0
    with contextlib.suppress(ConnectionError):
        writer.write(line % (b"x" * 1000))
        while sent < 4_000_000:
            writer.write(b"x" * 10_000)
            sent += 10_000
            await writer.drain()
    began = time.monotonic()
    assert (await venue.client.get("/health/live")).status_code == 200
    assert time.monotonic() - began < 1
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()


async def test_numbers_are_told_however_badly_one_asks(venue: Venue) -> None:
    answer = await venue.client.get("/metrics", headers={"accept": "application/openmetrics-text; version=x"})
    assert answer.status_code == 200
    assert "venue_connections" in answer.text
