"""What the conductor orders a worker to do, and what the worker reports: one JSON object per line of its streams."""

from __future__ import annotations

import msgspec

from venue.protocol.places import PlaceCount, Route
from venue.rehearsal.acts import AnyAct
from venue.rehearsal.findings import Findings
from venue.rehearsal.logs import Receipted, RoomLog
from venue.rehearsal.samples import Packed
from venue.rehearsal.stay import Ended
from venue.rehearsal.truth import Truth


class Cast(msgspec.Struct, frozen=True):
    """One person of the rehearsal."""

    number: int
    id: str
    name: str
    roles: tuple[str, ...]
    ticket: str


class Order(msgspec.Struct, frozen=True, tag_field="order", kw_only=True):
    """`n` comes back in the report that answers it."""

    n: int = 0


class Hire(Order, frozen=True, tag="hire"):
    """The first order: who plays, where, and who else there is."""

    run: str
    base_url: str
    slug: str
    people: tuple[Cast, ...]
    everyone: tuple[tuple[str, str], ...]
    """Id and name of the whole cast; a person's number is the place in it."""
    capacities: dict[str, int]
    day_began: int
    """ns of the monotonic clock: the zero of all samples' times."""
    patience: float
    """Seconds after which a command counts as unanswered."""
    places: dict[str, int] = {}
    """Session -> how many places it has."""


class Play(Order, frozen=True, tag="play"):
    """Play the acts of your people; answered when all are done and every command is answered."""

    acts: tuple[AnyAct, ...]
    starts: int
    """ns of the monotonic clock."""


class Await(Order, frozen=True, tag="await"):
    """Wait until your people are in these rooms (number -> room), and until `by` has heard that `ids` arrived."""

    places: dict[int, str]
    by: int
    move: str
    """The order's id."""
    ids: tuple[str, ...]
    within: float
    """Seconds."""


class Check(Order, frozen=True, tag="check"):
    """Compare what your people see with the truth, until they see it or `patience` (s) is over. -> `Checked`.

    What is wrong is not a finding yet: the conductor knows whether others were walking about meanwhile.
    """

    truth: Truth
    quiet: int
    """ns of the monotonic clock: since when nobody walks."""
    patience: float
    arrival: bool = False
    """Whether this is the first look, after everybody has come in."""


class Ask(Order, frozen=True, tag="ask"):
    """Let one person give a command (the JSON without a ref); answered with its receipt."""

    who: int
    command: msgspec.Raw


class Cut(Order, frozen=True, tag="cut"):
    """Break these people's connections and keep them away until they are told to come back."""

    people: tuple[int, ...]


class Return(Order, frozen=True, tag="return"):
    """Those who were cut off come back."""

    people: tuple[int, ...]


class Erase(Order, frozen=True, tag="erase"):
    """All your people but `spare` erase themselves; who has no pass gets one at the door for it."""

    spare: tuple[int, ...] = ()


class Mark(Order, frozen=True, tag="mark"):
    """A change of rooms is near: from now on note what happens to everybody. `rough`: connections may end. -> `Done`"""

    rough: bool


class Look(Order, frozen=True, tag="look"):
    """Say where your people are, and what happened to them since the mark. -> `Looked`"""


class Survey(Order, frozen=True, tag="survey"):
    """Say what your people know of their places. -> `Surveyed`"""


class Tell(Order, frozen=True, tag="tell"):
    """The last order: tell all you found and measured."""


AnyOrder = Hire | Play | Await | Check | Ask | Cut | Return | Erase | Mark | Look | Survey | Tell


class Report(msgspec.Struct, frozen=True, tag_field="report", kw_only=True):
    """Answers the order `n`; 0: says so unasked."""

    n: int = 0


class MovedAway(msgspec.Struct, frozen=True):
    """Somebody was moved, as they heard it."""

    person: int
    room: str
    order: str
    cause: str


class Going(Report, frozen=True, tag="going"):
    """Twice a second: how it goes."""

    connected: int
    said: int
    heard: int
    broken: int


class Done(Report, frozen=True, tag="done"):
    """The order was carried out."""

    places: dict[int, str] = {}
    """Where your people are, those who are connected."""
    changed: int = 0
    """When one of them last changed room, came or went (ns)."""
    moved: tuple[MovedAway, ...] = ()
    """Moves that were heard since the last report."""
    failed: tuple[str, ...] = ()
    """What could not be done, in a line each."""
    broken: tuple[str, ...] = ()
    """Promises found broken so far."""


class Checked(Report, frozen=True, tag="checked"):
    """How many looked at their roster and at the counts, and what some of them saw wrong (see `LISTED_FAULTS`)."""

    looked: int
    wrong_rosters: int
    wrong_counts: int
    roster_faults: tuple[str, ...]
    count_faults: tuple[str, ...]


class Answered(Report, frozen=True, tag="answered"):
    """The receipt of what was asked, or the refusal's code."""

    ok: msgspec.Raw = msgspec.Raw(b"null")
    code: str = ""


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """One person, now and since the mark."""

    person: int
    room: str
    is_in: bool
    before: str
    """The room at the mark."""
    arrived: int
    """When the room to which the programme took them was open (ns); 0: it did not take them."""
    lost: bool
    """Whether they lost their connection."""
    walked: str
    """Where they walked themselves; empty: nowhere."""


class Looked(Report, frozen=True, tag="looked"):
    """Where everybody is."""

    standings: tuple[Standing, ...]


class Wish(msgspec.Struct, frozen=True, array_like=True):
    """Somebody joined a waiting list: when they asked, and when they were told (ns)."""

    session: str
    asked: int
    told: int


class Booked(msgspec.Struct, frozen=True):
    """What one person knows of places."""

    person: int
    route: Route
    wishes: tuple[Wish, ...]
    is_in: bool


class Surveyed(Report, frozen=True, tag="surveyed"):
    """What everybody knows of their places."""

    people: tuple[Booked, ...]
    counts: tuple[tuple[dict[str, PlaceCount], int], ...]
    """How sessions are booked as people were told, and how many were told so."""
    skew: float | None
    """ms by which this machine's clock seems to run ahead of the venue's; None: not known."""


class Told(Report, frozen=True, tag="told"):
    """All that a worker knows at the end."""

    findings: Findings
    samples: dict[str, Packed]
    counters: dict[str, int]
    refusals: dict[str, int]
    stays: tuple[Ended, ...]
    receipts: tuple[Receipted, ...]
    logs: tuple[tuple[str, str, RoomLog], ...]
    """Room, epoch, log."""
    cpu: float
    """Seconds of processor time."""
    claps: dict[str, int]
    """Room -> claps that got a receipt."""
    claps_heard: dict[str, int]
    """Room -> the most claps that one person heard there."""


AnyReport = Going | Done | Checked | Answered | Looked | Surveyed | Told
