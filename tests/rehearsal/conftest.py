"""Real rehearsals of a real venue, played once for all tests that look at how they went."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from tests.rehearsal.rehearsed import Played, interrupted, nothing, play, robbed, running_venue
from tests.rehearsal.tampering_proxy import Tamper
from tests.rehearsal.tampers import HONEST, LATE, TAMPERS, Delayed
from venue.rehearsal.door import Door
from venue.rehearsal.orders import Hire
from venue.rehearsal.stage import Stage

COMMANDS = {"by-command": nothing, "interrupted": interrupted, "robbed-of-a-process": robbed}


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """One untouched, one late, one for each tamper, and some through the command line: all at the same time."""
    tampers = {HONEST: Tamper(), LATE: Delayed(), **{name: tamper for name, (tamper, _) in TAMPERS.items()}}
    folder = tmp_path_factory.mktemp("venue")
    with running_venue(folder, [*tampers, *COMMANDS]) as url:
        yield asyncio.run(play(url, folder, tampers, COMMANDS))


@pytest.fixture
async def stage() -> Stage:
    """The books of a rehearsal in which nobody plays."""
    hire = Hire(
        run="abc123",
        base_url="http://venue.example.org",
        slug="our-day",
        people=(),
        everyone=(),
        capacities={},
        day_began=time.monotonic_ns(),
        patience=5.0,
    )
    return Stage(hire, Door(hire.base_url, hire.slug))
