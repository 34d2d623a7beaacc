"""The info desk: asking for help, and helping. What is asked is heard by the person and by who watches the queue."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from venue.model.help import TEXT_MOST, Ending, Reason
from venue.model.ids import RoomId, SessionId
from venue.protocol.wire import Command, Event, Member

TicketNumber = Annotated[int, Meta(ge=1, le=2**53)]


class HelpAsk(Command, frozen=True, tag="help.ask", kw_only=True):
    """Ask at the info desk, in one line. -> `HelpAsked`. Asked again, the open ticket keeps its place with this text.

    Refused: `help_full` where as many people as a desk can know of have asked already.
    """

    text: Annotated[str, Meta(max_length=TEXT_MOST)]


class HelpAsked(Struct, frozen=True):
    """My ticket, and how many people wait before me."""

    number: int
    ahead: int


class HelpWithdraw(Command, frozen=True, tag="help.withdraw", kw_only=True):
    """I need no help any more. -> `Done`, also where I had not asked."""


class HelpMine(Command, frozen=True, tag="help.mine", kw_only=True):
    """What I asked. -> `HelpMyText`."""


class HelpMyText(Struct, frozen=True):
    """Empty: I have no open ticket, or its text is lost."""

    text: str


class HelpWatch(Command, frozen=True, tag="help.watch", kw_only=True):
    """Hear `help.listed` on this connection whenever it changes, or no longer. -> `Done`. Needs `assist`."""

    on: bool = True


class HelpTake(Command, frozen=True, tag="help.take", kw_only=True):
    """I help this person. -> `HelpTaken`: who was first has the ticket. Needs `assist`."""

    number: TicketNumber


class HelpTaken(Struct, frozen=True):
    """Who has the ticket: I (`mine`), or who was quicker."""

    number: int
    by: Member | None
    """Null: somebody who is not known any more."""
    mine: bool


class HelpRelease(Command, frozen=True, tag="help.release", kw_only=True):
    """The ticket, mine or somebody else's, waits again, in its old place. -> `Done`. Needs `assist`."""

    number: TicketNumber


class HelpClose(Command, frozen=True, tag="help.close", kw_only=True):
    """The ticket, mine or a waiting one, is done, and its text erased. -> `Done`. Needs `assist`.

    Refused: `help_taken` where somebody else has it.
    """

    number: TicketNumber
    reason: Reason


class HelpRecord(Command, frozen=True, tag="help.record", kw_only=True):
    """The tickets that ended last. -> `HelpRecorded`. Needs `assist`."""

    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class HelpEnded(Struct, frozen=True):
    """A ticket that ended: when, where and how, not who asked what. Times are event times in ms."""

    number: int
    room: RoomId
    """Where it was asked."""
    asked: int
    taken: int
    """0: nobody took it."""
    closed: int
    reason: Ending
    by: Member | None
    """Who helped; null: nobody, or somebody who is not known any more."""


class HelpRecorded(Struct, frozen=True):
    """Newest first."""

    tickets: tuple[HelpEnded, ...]


class YouHelped(Event, frozen=True, tag="you.helped", kw_only=True):
    """To the person who asked: where their ticket stands. `ahead` follows at most once a second."""

    state: Literal["waiting", "taken", "closed", "none"]
    """closed: by a helper. none: there is no ticket; it was withdrawn, or there never was one."""
    number: int
    ahead: int
    """How many wait before me; 0 when it is my turn next."""
    by: Member | None
    """Who helps, or helped."""
    since: int
    """Event time, ms: since when it waits, is taken or closed."""
    reason: Ending


NO_TICKET: Final = YouHelped(state="none", number=0, ahead=0, by=None, since=0, reason="")
"""I have not asked, or need no help any more."""


class HelpTicket(Struct, frozen=True):
    """An open ticket as who helps sees it. Times are event times in ms."""

    number: int
    person: Member
    text: str
    """Empty where it is lost."""
    asked: int
    room: RoomId
    """Where the person was when they asked."""
    here: RoomId | None
    """Where they are now; null: not in the venue."""
    present: bool
    seen: int
    """Since when they are present or away; 0 outside."""
    places: tuple[SessionId, ...]
    """Their route: the sessions that they have a place in, in the order of the day."""
    state: Literal["waiting", "taken"]
    by: Member | None
    since: int
    """When it was taken; 0 while it waits."""


class HelpListed(Event, frozen=True, tag="help.listed", kw_only=True):
    """All open tickets in the order of asking: to who watches, at most twice a second."""

    tickets: tuple[HelpTicket, ...]
    at: int


class HelpCounted(Event, frozen=True, tag="help.counted", kw_only=True):
    """How much there is to do: to everybody who may help, at most twice a second."""

    waiting: int
    taken: int
    oldest: int
    """When the first of those who wait asked, event time in ms; 0 where nobody waits."""


class MyTicket(Struct, frozen=True):
    """A person's open ticket among their own data."""

    number: int
    at: int
    room: RoomId
    text: str
