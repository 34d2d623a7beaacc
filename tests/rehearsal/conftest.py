"""Real rehearsals of a real venue, played once for all tests that look at how they went."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.rehearsal.rehearsed import Played, interrupted, nothing, play, robbed, running_venue
from tests.rehearsal.tampering_proxy import Tamper
from tests.rehearsal.tampers import HONEST, LATE, TAMPERS, Delayed

COMMANDS = {"by-command": nothing, "interrupted": interrupted, "robbed-of-a-process": robbed}


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """One untouched, one late, one for each tamper, and some through the command line: all at the same time."""
    tampers = {HONEST: Tamper(), LATE: Delayed(), **{name: tamper for name, (tamper, _) in TAMPERS.items()}}
    folder = tmp_path_factory.mktemp("venue")
    with running_venue(folder, [*tampers, *COMMANDS]) as url:
        yield asyncio.run(play(url, folder, tampers, COMMANDS))
