"""The processes that play the people: started, given orders, heard, and ended."""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final, Self, TypeVar

import msgspec

from venue.errors import FoundWanting
from venue.rehearsal.orders import AnyOrder, AnyReport, Cast, Going, Hire, Report, Tell

R = TypeVar("R", bound=Report)

LINE: Final = 512 * 1024 * 1024
"""Bytes of a report at most: the last one holds all samples."""

PER_PROCESS: Final = 400
"""People that one process plays without becoming the slowest part of what it measures."""

_reports: Final = msgspec.json.Decoder(AnyReport)


class WorkerLost(FoundWanting):
    """A process of the rehearsal ended before its time; that is a fault of the rehearsal, not of the venue."""


class _Process:
    def __init__(self, people: Sequence[Cast], process: asyncio.subprocess.Process) -> None:
        self.people = {cast.number for cast in people}
        self.process = process
        self.waiting: dict[int, asyncio.Future[AnyReport]] = {}
        self.going = Going(connected=0, said=0, heard=0, broken=0)
        self.lost = False


class Company:
    """All processes. `on_going` hears how it goes, all processes together, whenever one says so."""

    def __init__(self, on_going: Callable[[Going], None]) -> None:
        self._on_going = on_going
        self._numbers = itertools.count(1)
        self._processes: list[_Process] = []
        self._hearing: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._processes:
            if each.process.stdin is not None:
                each.process.stdin.close()
        for each in self._processes:
            try:
                await asyncio.wait_for(each.process.wait(), 20)
            except TimeoutError:
                each.process.kill()
                await each.process.wait()
        await asyncio.gather(*self._hearing)

    async def hire(self, hire: Hire) -> None:
        """Start a process for these people."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "venue.rehearsal.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LINE,
            # Ctrl-C is for the conductor alone: it lets everybody leave and erase themselves.
            start_new_session=True,
        )
        each = _Process(hire.people, process)
        self._processes.append(each)
        task = asyncio.get_running_loop().create_task(self._hear(each))
        self._hearing.add(task)
        await self._order(each, hire)

    @property
    def lost(self) -> frozenset[int]:
        """The people of processes that ended before their time."""
        return frozenset().union(*(each.people for each in self._processes if each.lost))

    async def all(self, order: AnyOrder, kind: type[R]) -> list[R]:
        """The same order for every process; their reports."""
        living = [each for each in self._processes if not each.lost]
        reports = await asyncio.gather(*(self._order(each, order) for each in living))
        return [_of(report, kind) for report in reports]

    async def one(self, person: int, order: AnyOrder, kind: type[R]) -> R:
        """An order for the process that plays this person."""
        each = next(each for each in self._processes if person in each.people)
        return _of(await self._order(each, order), kind)

    async def _order(self, each: _Process, order: AnyOrder) -> AnyReport:
        if each.lost or each.process.stdin is None:
            raise WorkerLost("A process of the rehearsal has ended.")
        number = next(self._numbers)
        answer: asyncio.Future[AnyReport] = asyncio.get_running_loop().create_future()
        each.waiting[number] = answer
        each.process.stdin.write(msgspec.json.encode(msgspec.structs.replace(order, n=number)) + b"\n")
        if isinstance(order, Tell):
            await each.process.stdin.drain()
        return await answer

    async def _hear(self, each: _Process) -> None:
        reports = each.process.stdout
        try:
            while reports is not None and (line := await reports.readline()):
                self._heard(each, _reports.decode(line))
        except msgspec.DecodeError:  # what it reports makes no sense: it is as good as lost
            each.process.kill()
        finally:
            each.lost = True
            for answer in each.waiting.values():
                if not answer.done():
                    answer.set_exception(WorkerLost("A process of the rehearsal ended before its time; see above."))

    def _heard(self, each: _Process, report: AnyReport) -> None:
        if isinstance(report, Going):
            each.going = report
            self._on_going(self._together())
        elif (answer := each.waiting.pop(report.n, None)) is not None and not answer.done():
            answer.set_result(report)

    def _together(self) -> Going:
        goings = [each.going for each in self._processes]
        return Going(
            connected=sum(going.connected for going in goings),
            said=sum(going.said for going in goings),
            heard=sum(going.heard for going in goings),
            broken=max((going.broken for going in goings), default=0),
        )


def shares(cast: Sequence[Cast], processes: int) -> list[tuple[Cast, ...]]:
    """The cast dealt out to so many processes, one by one."""
    return [tuple(cast[start::processes]) for start in range(min(processes, len(cast)))]


def processes_for(people: int, cores: int) -> int:
    """How many processes play so many people on a machine with so many cores, which others need, too."""
    return max(1, min(-(-people // PER_PROCESS), max(1, cores)))


def _of(report: AnyReport, kind: type[R]) -> R:
    if not isinstance(report, kind):
        raise TypeError(f"a {kind.__name__} was expected, not {type(report).__name__}")
    return report
