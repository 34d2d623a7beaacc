"""What tests of faults share: a scene to break, the numbers of a short or a long run, and the figures that came of it.

python -m pytest tests/faults            short: part of `make test`
python -m pytest tests/faults --soak     the same tests, longer and with more people
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faults.scene import Node, Scene, nodes_open, scene_on, stopped
from tests.redis_server import RedisServer
from venue.listening import raise_file_limit
from venue.store.embedded_binary import Binary

LONGEST = 900
"""Seconds of one test in a long run."""
Note = Callable[[str, object], None]
"""Keeps a figure that a test measured, under a name."""
FIGURES = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", default=False, help="the long versions of the fault tests")


def is_long(config: pytest.Config) -> bool:
    """Whether the long versions were asked for; unknown to pytest when it collects everything."""
    return bool(config.getoption("soak", default=False))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A long run takes its time."""
    if is_long(config):
        for item in items:
            if "faults" in item.path.parts:
                item.add_marker(pytest.mark.timeout(LONGEST))


@dataclass(frozen=True)
class Scale:
    """How much of everything: the same tests, short or long."""

    soak: bool

    def of(self, short: float, long: float) -> float:
        """Seconds, or a rate."""
        return long if self.soak else short

    def people(self, short: int, long: int) -> int:
        return long if self.soak else short


@pytest.fixture(scope="session", autouse=True)
def _many_files() -> None:
    """Each connection of a load is a file of this process."""
    raise_file_limit()


@pytest.fixture(scope="session")
def scale(request: pytest.FixtureRequest) -> Scale:
    """Short by default, long with `--soak`."""
    return Scale(is_long(request.config))


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """Keeps a figure that a test measured: `note("back within", "3.2 s")`. All of them stand at the end of the run."""

    def note(name: str, value: object) -> None:
        request.config.stash.setdefault(FIGURES, []).append(f"{request.node.name}: {name}: {value}")
        request.node.user_properties.append((name, str(value)))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What the fault tests measured."""
    if figures := config.stash.get(FIGURES, []):
        terminalreporter.section("figures of the fault tests")
        for line in figures:
            terminalreporter.write_line(line)


@pytest.fixture
def server(own_redis: Callable[..., RedisServer]) -> RedisServer:
    """A Redis for this test alone: to be stopped, killed, frozen and emptied."""
    return own_redis()


@pytest.fixture
def drain_seconds() -> int:
    """Over how long a node of the scene hands its people over; a module that asks for more says so."""
    return 2


@pytest.fixture
async def scene(server: RedisServer, slug: str, tmp_path: Path, drain_seconds: int) -> AsyncIterator[Scene]:
    """A day on two nodes, each a process, with a Redis of their own. At the end nothing of it may be left."""
    async with nodes_open(server, [slug], tmp_path, "--drain-seconds", str(drain_seconds)) as nodes:
        async with scene_on(server, nodes, slug) as scene:
            yield scene
        await stopped(server, nodes)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing_nodes(
    request: pytest.FixtureRequest, newest_binary: Binary, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[RedisServer, list[Node], list[str]]]:
    """Two nodes and their Redis for all tests of a module, none of which ends one; as many days as it has tests."""
    slugs = [f"day-{n}" for n in range(sum(item.path == request.path for item in request.session.items))]
    with RedisServer(newest_binary) as server:
        async with nodes_open(server, slugs, tmp_path_factory.mktemp("nodes")) as nodes:
            yield server, nodes, slugs
            await stopped(server, nodes)


@pytest_asyncio.fixture(loop_scope="module")
async def lasting_scene(standing_nodes: tuple[RedisServer, list[Node], list[str]]) -> AsyncIterator[Scene]:
    """A day of its own on the module's nodes, for tests that are themselves of the module's event loop."""
    server, nodes, slugs = standing_nodes
    async with scene_on(server, nodes, slugs.pop()) as scene:
        yield scene


@pytest.fixture(autouse=True)
def _no_process_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Children of this run that a test started have ended with it."""
    before = _children()
    yield
    left = {pid: line for pid, line in _children().items() if pid not in before and "venue" in line}
    assert not left, f"processes left: {left}"


def _children() -> dict[int, str]:
    found: dict[int, str] = {}
    for listed in Path("/proc/self/task").glob("*/children"):
        for pid in listed.read_text().split():
            line = Path(f"/proc/{pid}/cmdline")
            found[int(pid)] = line.read_bytes().replace(b"\0", b" ").decode(errors="replace") if line.exists() else ""
    return found
