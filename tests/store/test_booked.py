"""Places as the snapshot's script tells them, read by a node that has other things to do."""

from __future__ import annotations

from collections.abc import Iterator

from venue.model.ids import ParticipantId, SessionId
from venue.store.booked import read_booked


class Told(list[bytes]):
    """Notes how often it is read from beginning to end."""

    read = 0

    def __iter__(self) -> Iterator[bytes]:
        self.read += 1
        return super().__iter__()


def test_who_is_counted_is_looked_up_once_however_many_have_a_place() -> None:
    crowd = Told(f"p{n}".encode() for n in range(5_000))
    counted = Told(crowd[::2])
    booked = read_booked([(b"a1", crowd, counted, [], [], [])], [])
    placed = booked.sessions[SessionId("a1")].placed
    assert (len(placed), sum(placed.values())) == (5_000, 2_500)
    assert placed[ParticipantId("p0")]
    assert not placed[ParticipantId("p1")]
    assert counted.read == 1
