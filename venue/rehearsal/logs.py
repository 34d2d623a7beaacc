"""What rooms' logs held, as their listeners heard it: one content per offset, one offset per command. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from venue.rehearsal.findings import Findings
from venue.rehearsal.stay import Ended


class RoomLog(msgspec.Struct):
    """One epoch of one room's log."""

    prints: dict[int, int] = msgspec.field(default_factory=dict)
    """Offset -> fingerprint of the event there."""
    refs: dict[str, int] = msgspec.field(default_factory=dict)
    """`sender/ref` of a message -> its offset."""


LogKey = tuple[str, str]
"""Room and epoch."""


class Logs:
    """All logs that were heard of in this process, or (merged) in all."""

    def __init__(self) -> None:
        self.rooms: dict[LogKey, RoomLog] = {}

    def note(self, key: LogKey, offset: int, fingerprint: int, command: str, findings: Findings) -> None:
        """An event was heard. `command` names whose command it was (`sender/ref`), empty where it is unknown."""
        log = self.rooms.get(key)
        if log is None:
            log = self.rooms[key] = RoomLog()
        known = log.prints.setdefault(offset, fingerprint)
        findings.looked("order")
        if known != fingerprint:
            findings.broke("order", f"{key[0]}, offset {offset}: two people heard different events there")
        if command:
            self._once(key, log, offset, command, findings)

    @staticmethod
    def _once(key: LogKey, log: RoomLog, offset: int, command: str, findings: Findings) -> None:
        first = log.refs.get(command)
        if first is None:
            log.refs[command] = offset
            findings.looked("duplicates")
        elif first != offset:
            findings.broke("duplicates", f"{key[0]}: the command {command} stands at offsets {first} and {offset}")

    def merge(self, room: str, epoch: str, other: RoomLog, findings: Findings) -> None:
        """What another process heard of the same log."""
        key = (room, epoch)
        mine = self.rooms.get(key)
        if mine is None:
            self.rooms[key] = other
            return
        findings.looked("order", len(other.prints))
        for offset, fingerprint in other.prints.items():
            if mine.prints.setdefault(offset, fingerprint) != fingerprint:
                findings.broke("order", f"{room}, offset {offset}: two people heard different events there")
        for command, offset in other.refs.items():
            self._once(key, mine, offset, command, findings)


class Receipted(msgspec.Struct, frozen=True, array_like=True):
    """A message that the venue said it had taken: where it stands, and when its sender was told (ns)."""

    room: str
    epoch: str
    offset: int
    at: int
    command: str
    """`sender/ref`."""


def lost(
    receipts: list[Receipted],
    stays: list[Ended],
    slack: int,
    logs: Logs,
    findings: Findings,
    outages: Sequence[tuple[int, int]] = (),
) -> None:
    """Whether everybody heard what got a receipt while they were in the room.

    `slack` (ns): a receipt that came less than this before a stay's end obliges nobody, since it may still have been on
    its way. `outages`: from when to when (ns) the store was away: who left a room then heard nothing in it any more.
    Where a room's log began a new epoch, what was not heard in the old one may stand in the new one. Also,
    what a receipt says of an offset must be what was heard there.
    """
    due: dict[LogKey, list[Receipted]] = {}
    for receipt in receipts:
        due.setdefault((receipt.room, receipt.epoch), []).append(receipt)
    for key, posted in due.items():
        _misplaced(key, posted, logs, findings)
    later = _continued(stays)
    for number, stay in enumerate(stays):
        ended = min([stay.ended, *(began for began, over in outages if began <= stay.ended <= over)])
        posted = [
            receipt
            for receipt in due.get((stay.room, stay.epoch), ())
            if receipt.offset > stay.base and receipt.at + slack < ended
        ]
        findings.looked("loss", len(posted))
        missing = set(stay.missing)
        for receipt in posted:
            unheard = receipt.offset > stay.last or receipt.offset in missing
            if unheard and not _shown(receipt, later.get(number), logs):
                findings.broke("loss", f"{stay.room}, offset {receipt.offset}: person {stay.person} never heard it")


def _continued(stays: list[Ended]) -> dict[int, Ended]:
    """Place of a stay -> the same person's next one, if it is in the same room: that began with a snapshot."""
    last: dict[int, int] = {}
    found: dict[int, Ended] = {}
    for number in sorted(range(len(stays)), key=lambda number: stays[number].ended):
        stay = stays[number]
        before = last.get(stay.person)
        if before is not None and stays[before].room == stay.room:
            found[before] = stay
        last[stay.person] = number
    return found


def _shown(receipt: Receipted, stay: Ended | None, logs: Logs) -> bool:
    """Whether a message stands in the log with which that stay began."""
    log = logs.rooms.get((stay.room, stay.epoch)) if stay is not None else None
    return stay is not None and log is not None and log.refs.get(receipt.command, stay.base + 1) <= stay.base


def _misplaced(key: LogKey, posted: list[Receipted], logs: Logs, findings: Findings) -> None:
    """A receipt that names an offset where somebody else's event stands, or none."""
    log = logs.rooms.get(key)
    for receipt in posted:
        heard_at = None if log is None else log.refs.get(receipt.command)
        if heard_at is not None and heard_at != receipt.offset:
            findings.broke("receipts", f"{key[0]}: a receipt named offset {receipt.offset}, heard at {heard_at}")
