"""Every Redis key and channel of an event, on one page.

All of them begin with `v:{SLUG}:`; the braces are Redis' hash tag, so that an event lives on one shard. Scripts get
this prefix as their only key and derive the rest from this table. One registry lies beside all events: that of their
copies (`venue.store.copies`).

    meta                hash    what the whole event agrees on: run, epoch, restarted, left, swept, settled, queued,
                                clock, erased; helplast: the last number given at the info desk; orders: how often one
                                changed; foyer; version: which one of the event file counts; closings: how often a
                                room was closed or opened; telling: who tells what a restart lost, and until when
    versions            hash    number -> what is said of a version of the event file, JSON; the last 20
    texts               hash    number -> its text, TOML
    digests             sorted  digest of a text that ever counted -> when it did; the last 1000
    caps                hash    room -> capacity, empty where unbounded; the rooms that exist
    successors          hash    room -> where one goes instead when it is closed or gone
    closed              set     rooms that are closed; a hall with its tables
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
    chosen              hash    participant -> when they last walked, or were moved by a person
    orders              hash    participant -> a move order that their browser has not shown yet, JSON
    put                 hash    participant -> the move order to which they owe their seat
    kept                sorted  move order -> given at; the last 50
    order:ORDER         hash    who gave it, where to, why, how: see `orders.py`
    fates:ORDER         hash    participant -> `STATE AT BEFORE TO BY`: what became of them in it
    announced           hash    participant -> a move that was announced to them, JSON
    due                 sorted  participant -> when it is carried out
    here                hash    participant -> present since
    lost                sorted  participant -> lost a connection at
    away                sorted  participant -> without connection since; the seat is held
    follow              hash    participant -> always|never: how they are taken along; others are asked
    silenced            hash    participant -> until (event time; 0: further notice)
    ended               hash    participant -> passes issued until then have ended
    out                 set     participants who were shown out

    sessions            hash    session -> `SLOT STARTS ENDS CAPACITY ROOM` of those that have places; real time
    slots               hash    slot -> `SESSION SESSION ...`: which of them lie side by side
    booked              set     sessions in which anybody ever had or wanted a place
    placed:SESSION      set     participants who have a place
    counted:SESSION     set     those of them who take one from others
    offered:SESSION     sorted  participant -> a place is reserved for them until
    waiting:SESSION     sorted  participant -> their number in line
    stood:SESSION       sorted  the same of those who waited when the session began, until some minutes after its end;
                                no node knows them, so they do not survive the loss of the store
    since:SESSION       hash    participant -> the number by which they came to their place; smaller ones came first
    show                hash    number, state: the run of show, JSON, and how many decisions made it
    step                hash    number, index, id: the step that runs, and by which run of show
    running             hash    session -> `OPENED ROOM` of those with places that run; real time
    help                hash    number -> an open ticket of the info desk: its last entry of the house's log, JSON
    helptexts           hash    number -> what is asked, as long as the ticket is open
    helpwaits           sorted  number -> number: those whom nobody helps yet
    helped              hash    participant -> number of their open ticket
    helpers             hash    number -> who helps
    helprecord          list    tickets that ended, newest first, without who asked and what, JSON

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
