"""Everything that the processes found and measured, put together."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import msgspec

from venue.rehearsal.findings import Findings
from venue.rehearsal.logs import Logs, Receipted, lost
from venue.rehearsal.orders import Told
from venue.rehearsal.samples import Samples
from venue.rehearsal.stage import MS
from venue.rehearsal.stay import Ended

SLACK: Final = 1000 * MS
"""ns: a message whose receipt came less than this before somebody left the room need not have reached them."""


class Outcome(msgspec.Struct):
    """The books of all processes in one."""

    findings: Findings
    samples: dict[str, Samples] = msgspec.field(default_factory=lambda: defaultdict(Samples))
    counters: Counter[str] = msgspec.field(default_factory=Counter)
    refusals: Counter[str] = msgspec.field(default_factory=Counter)
    claps: int = 0
    """Claps that got a receipt."""
    claps_heard: int = 0
    """Claps as one person of each room heard them."""
    cpu: tuple[float, ...] = ()
    """Seconds of processor time, per process."""


def put_together(findings: Findings, told: Sequence[Told], outages: Sequence[tuple[int, int]] = ()) -> Outcome:
    """All books in one, and what only all of them together tell: what was lost. `findings`: the conductor's own.

    `outages`: from when to when (ns) the store was away, because the rehearsal took it away.
    """
    outcome = Outcome(findings)
    logs = Logs()
    stays: list[Ended] = []
    receipts: list[Receipted] = []
    for each in told:
        findings.merge(each.findings)
        for what, packed in each.samples.items():
            outcome.samples[what].merge(packed)
        outcome.counters.update(each.counters)
        outcome.refusals.update(each.refusals)
        stays += each.stays
        receipts += each.receipts
        for room, epoch, log in each.logs:
            logs.merge(room, epoch, log, findings)
    rooms = set(itertools.chain.from_iterable(each.claps for each in told))
    outcome.claps = sum(each.claps.get(room, 0) for each in told for room in rooms)
    outcome.claps_heard = sum(max(each.claps_heard.get(room, 0) for each in told) for room in rooms)
    outcome.cpu = tuple(each.cpu for each in told)
    lost(receipts, stays, SLACK, logs, findings, outages)
    return outcome
