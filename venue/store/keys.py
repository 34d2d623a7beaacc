"""Every Redis key and channel of an event, on one page.

All of them begin with `v:{SLUG}:`; the braces are Redis' hash tag, so that an event lives on one shard. Scripts get
this prefix as their only key and derive the rest from this table.

    meta                hash    run, epoch, restarted, left, swept, clock, erased: what the whole event agrees on
    caps                hash    room -> capacity, empty where unbounded; the rooms that exist
    ends, firsts        hash    log -> offset of its last entry; of the oldest still kept
    log:LOG             hash    offset -> `AT AUTHOR BODY`: an ordered log, editable in place (see `logs.py`)
    edits:LOG           hash    message -> offset of its last edit
    bus                 channel `LOG EPOCH OFFSET TARGET VOIDED\\nBODY[\\nREWRITTEN]`: what was appended; TARGET has the
                        body REWRITTEN now, VOIDED none any more (0: no such offset)
    news                channel `KIND ROOM\\nBODY`: what is not logged

    people              hash    participant -> person, JSON
    staff               set     participants who take no seat
    limits              hash    participant -> rooms their ticket is limited to, with commas around each
    seats               hash    participant -> room
    in:ROOM             set     participants whose seat is in the room
    taken:ROOM          set     those of them who count against its capacity
    last                hash    participant -> the room of the seat they gave up
    orders              hash    participant -> a move order that their browser has not shown yet, JSON
    here                hash    participant -> present since
    lost                sorted  participant -> lost a connection at
    away                sorted  participant -> without connection since; the seat is held
    silenced            hash    participant -> until (event time; 0: further notice)
    ended               hash    participant -> passes issued until then have ended
    out                 set     participants who were shown out

    nodes               sorted  node -> its lease ends
    health              hash    node -> what it says of itself, JSON
    conns:NODE          hash    connection -> participant

    ref:PERSON:REF      string  `VERB RECEIPT` of a command that was done
    tickets             hash    ticket id -> what was issued, JSON
    revoked             set     ticket ids

Logs are named after their room; `~` is the house (who is where), `!` the journal of keeping order.
"""

from __future__ import annotations

from dataclasses import dataclass

from venue.model.ids import EventSlug, NodeId, RoomId

HOUSE = RoomId("~")
JOURNAL = RoomId("!")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one event."""

    slug: EventSlug

    @property
    def prefix(self) -> str:
        return f"v:{{{self.slug}}}:"

    def __getitem__(self, name: str) -> str:
        """The key of that name in the table above."""
        return self.prefix + name

    def log(self, name: RoomId) -> str:
        return f"{self.prefix}log:{name}"

    def connections(self, node: NodeId) -> str:
        return f"{self.prefix}conns:{node}"
