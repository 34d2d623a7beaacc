"""What was heard of one room's log, over however many connections: a witness holds it against the receipts.

Texts that are to be timed end with the moment at which they were said (`stamped`), so that a book knows how long each
was on its way. All in one machine: its monotonic clock is everybody's.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

Frame = dict[str, Any]


def stamped(words: str) -> str:
    """These words, with the moment at which they are said."""
    return f"{words} @{time.monotonic_ns()}"


def said_at(text: str) -> int | None:
    """The moment in a stamped text (ns of the monotonic clock)."""
    _, at, stamp = text.rpartition("@")
    return int(stamp) if at and stamp.isdigit() else None


def shortened(texts: Iterable[str]) -> list[str]:
    """The beginnings of the first few texts, for a message."""
    return [text[:40] for text in texts][:3]


@dataclass(frozen=True, slots=True)
class Figures:
    """How long texts were on their way, milliseconds."""

    texts: int
    p50: float
    p99: float
    worst: float

    @classmethod
    def of(cls, nanoseconds: Iterable[int]) -> Figures:
        """All zero where nothing was timed."""
        sorted_ms = sorted(each / 1e6 for each in nanoseconds)
        if not sorted_ms:
            return cls(0, 0.0, 0.0, 0.0)

        def at(share: float) -> float:
            return sorted_ms[min(len(sorted_ms) - 1, int(len(sorted_ms) * share))]

        return cls(len(sorted_ms), at(0.5), at(0.99), sorted_ms[-1])

    def __str__(self) -> str:
        return f"{self.texts} texts, p50 {self.p50:.0f}, p99 {self.p99:.0f}, worst {self.worst:.0f} ms"


@dataclass
class Book:
    """One room's log as far as it was heard: offset -> event. Whatever breaks its order is noted in `faults`."""

    room: str
    epochs: list[str] = field(default_factory=list)
    """The log's incarnations that were told of, in order; the last one counts."""
    events: dict[int, Frame] = field(default_factory=dict)
    end: int = 0
    """Everything up to here was told; holes between fresh snapshots apart."""
    lost: list[str] = field(default_factory=list)
    """Texts that were heard, and are no more in the history that a later epoch told."""
    took: dict[int, int] = field(default_factory=dict)
    """Offset -> nanoseconds on its way, for what was heard live."""
    faults: list[str] = field(default_factory=list)

    def heard(self, event: Frame, at: int) -> None:
        """The next event, live."""
        offset = event["offset"]
        if self.end and offset != self.end + 1:
            self.faults.append(f"{self.room}: after {self.end} came {offset}")
        self.end = offset
        self._write(event)
        said = said_at(event.get("text", ""))
        if said is not None:
            self.took[offset] = at - said

    def opened(self, snapshot: Frame) -> None:
        """The room at a position: the continuation of what is known, or a fresh start."""
        epoch, end = snapshot["position"]["epoch"], snapshot["position"]["offset"]
        if not self.epochs or self.epochs[-1] != epoch:
            if self.epochs and snapshot["resumed"]:
                self.faults.append(f"{self.room}: continued {self.epochs[-1]} with {epoch}")
            self.epochs.append(epoch)
            self._forget_after(end)
        elif end < self.end:
            self.faults.append(f"{self.room}: back from {self.end} to {end} within an epoch")
        if snapshot["resumed"]:
            told = [event["offset"] for event in snapshot["events"]]
            if told != list(range(self.end + 1, end + 1)):
                self.faults.append(f"{self.room}: resumed at {self.end} up to {end} with {told[:1]} to {told[-1:]}")
        for event in snapshot["events"]:
            self._write(event)
        self.end = end

    @property
    def holes(self) -> list[int]:
        """Offsets that were jumped over by fresh snapshots; older pages tell them."""
        first = min(self.events, default=1)
        return [offset for offset in range(first, self.end + 1) if offset not in self.events]

    def fill(self, events: Iterable[Frame]) -> None:
        """An older page."""
        for event in events:
            self._write(event)

    def _write(self, event: Frame) -> None:
        offset, known = event["offset"], self.events.get(event["offset"])
        if known is not None and known.get("text") != event.get("text"):
            if len(self.epochs) < 2:
                self.faults.append(f"{self.room}: {offset} was {known.get('text')!r}, is {event.get('text')!r}")
            elif known.get("text"):
                self.lost.append(known["text"])
        self.events[offset] = event

    def _forget_after(self, end: int) -> None:
        for offset in [offset for offset in self.events if offset > end]:
            text = self.events.pop(offset).get("text")
            if text:
                self.lost.append(text)

    @property
    def texts(self) -> list[str]:
        """What was said, in the log's order."""
        return [event["text"] for _, event in sorted(self.events.items()) if event["on"] == "chat.posted"]

    def against(self, said: Mapping[str, int]) -> list[str]:
        """What is wrong with the book, if everybody together said these texts and got these offsets for them."""
        at = self._places()
        wrong = self.contradicts(said)
        missing = [text for text in said if text not in at]
        if missing:
            wrong.append(f"{self.room}: {len(missing)} of {len(said)} texts are missing: {shortened(missing)}")
        holes = self.holes
        return [*wrong, f"{self.room}: {len(holes)} holes: {holes[:5]}"] if holes else wrong

    def contradicts(self, said: Mapping[str, int]) -> list[str]:
        """The same for a book that need not be complete: its order, and what stands twice or elsewhere."""
        wrong, at = list(self.faults), self._places()
        wrong += [f"{self.room}: {text[:40]!r} stands at {offsets}" for text, offsets in at.items() if len(offsets) > 1]
        elsewhere = [text for text, offset in said.items() if text in at and offset not in at[text]]
        if elsewhere:
            wrong.append(f"{self.room}: {len(elsewhere)} stand elsewhere than receipts say: {shortened(elsewhere)}")
        return wrong

    def _places(self) -> dict[str, list[int]]:
        at: dict[str, list[int]] = {}
        for offset, event in sorted(self.events.items()):
            if event["on"] == "chat.posted":
                at.setdefault(event["text"], []).append(offset)
        return at

    def figures(self, but: AbstractSet[str] = frozenset()) -> Figures:
        """How long the texts were on their way; without those in `but`."""
        return Figures.of(took for offset, took in self.took.items() if self.events[offset].get("text") not in but)
