"""Every command of the MENU in a scene of its own: who gives it and where, and what it leaves in the logs.

The cast is the same in all scenes: `a` takes part and sits in the plenum, `m` keeps order there, `o` operates in the
foyer; `w` and `x` listen in the plenum, one on each node, `f` in the foyer and `v` in the workshop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import pytest

from tests.day import ROOMS
from tests.guest import Frame, Guest
from tests.nodes import Day
from venue.protocol import wire
from venue.protocol.announcements import AnnouncementMake
from venue.protocol.chat import ChatDelete, ChatEdit, ChatOlder, ChatSend
from venue.protocol.conduct import (
    ConductJournal,
    ConductLetIn,
    ConductList,
    ConductShowOut,
    ConductSilence,
    ConductUnsilence,
)
from venue.protocol.help import (
    HelpAsk,
    HelpClose,
    HelpMine,
    HelpRecord,
    HelpRelease,
    HelpTake,
    HelpWatch,
    HelpWithdraw,
)
from venue.protocol.operations import OperationsWatch
from venue.protocol.orders import (
    OrderCancel,
    OrderDecline,
    OrderGo,
    OrderMore,
    OrderShow,
    OrdersList,
    OrderUndo,
)
from venue.protocol.people import PeopleFind, PeopleMove
from venue.protocol.places import PlaceAccept, PlaceExpected, PlaceFollow, PlaceGiveUp, PlaceTake
from venue.protocol.reactions import ReactionSend
from venue.protocol.room import RoomClose, RoomEnter, RoomOpen
from venue.protocol.roster import RosterPage
from venue.protocol.show import ShowBack, ShowExtend, ShowHold, ShowMode, ShowResume, ShowSkip
from venue.protocol.venue import VenueLeave, VenuePing, VenueResume

HOUSE, JOURNAL = "~", "!"
KEPT: Final = {HOUSE: 1, JOURNAL: 1}
"""What an act of keeping order appends: one entry of the house, one of the journal."""


@dataclass
class Cast:
    """Who is there, and the passes with which each of them comes back."""

    day: Day
    passes: dict[str, str] = field(default_factory=dict)
    people: dict[str, Guest] = field(default_factory=dict)

    async def comes(self, who: str, room: str, node: int, **about: Any) -> Guest:
        """In that room, on that node, hearing it."""
        self.passes[who] = await self.day.pass_of(who, node, **about)
        guest = self.people[who] = await self.day.back(self.passes[who], who, node=node)
        await guest.enter(room)
        return guest

    async def another_tab(self, who: str, node: int) -> Guest:
        """One more connection of theirs, welcomed."""
        return await self.day.back(self.passes[who], who, node=node)


@dataclass(frozen=True)
class Staged:
    """A command about to be given, and what it does when it is done once."""

    actor: str
    fields: Frame = field(default_factory=dict)
    grows: Mapping[str, int] = field(default_factory=dict)
    """How many entries it appends to which log."""


async def assembled(day: Day) -> Cast:
    """Everybody is in their place."""
    cast = Cast(day)
    await asyncio.gather(
        cast.comes("a", "plenum", 0),
        cast.comes("m", "plenum", 1, name="The moderator", roles=("moderator",)),
        cast.comes("o", "foyer", 0, name="The operator", roles=("operator",)),
        cast.comes("w", "plenum", 0),
        cast.comes("x", "plenum", 1),
        cast.comes("f", "foyer", 1),
        cast.comes("v", "workshop", 0),
    )
    return cast


def given(actor: str, grows: Mapping[str, int] = {}, **fields: Any) -> Callable[[Cast], Awaitable[Staged]]:
    """A scene that needs no preparation."""

    async def scene(_: Cast) -> Staged:
        return Staged(actor, fields, grows)

    return scene


async def _resumes(cast: Cast) -> Staged:
    position = {"epoch": cast.people["a"].epoch, "offset": cast.people["a"].offset}
    return Staged("a", {"room": "plenum", "position": position})


async def _edits(cast: Cast) -> Staged:
    message = await cast.people["a"].say("first wording")
    return Staged("a", {"room": "plenum", "message": message, "text": "second wording"}, {"plenum": 1})


async def _deletes(cast: Cast) -> Staged:
    message = await cast.people["a"].say("not for here")
    return Staged("m", {"room": "plenum", "message": message}, {"plenum": 1, JOURNAL: 1})


async def _lifts_a_silence(cast: Cast) -> Staged:
    await cast.people["m"].do("conduct.silence", person="a")
    return Staged("m", {"person": "a"}, KEPT)


async def _opens_a_room(cast: Cast) -> Staged:
    await cast.people["m"].do("room.close", room="workshop")
    return Staged("m", {"room": "workshop"}, KEPT)


async def _lets_in(cast: Cast) -> Staged:
    await cast.people["m"].do("conduct.show_out", person="a")
    await cast.people["a"].ended()
    return Staged("m", {"person": "a"}, KEPT)


async def _gives_a_place_up(cast: Cast) -> Staged:
    await cast.people["a"].do("place.take", session="narrow")
    return Staged("a", {"session": "narrow"}, {HOUSE: 1})


async def _accepts_an_offer(cast: Cast) -> Staged:
    for who in ("w", "x", "a"):
        await cast.people[who].do("place.take", session="narrow")
    await cast.people["a"].do("place.take", session="wide")
    await cast.people["w"].do("place.give_up", session="narrow")
    # The place there, and none any more in the other session of that slot.
    return Staged("a", {"session": "narrow"}, {HOUSE: 2})


async def _resumes_the_show(cast: Cast) -> Staged:
    await cast.people["m"].do("show.hold")
    return Staged("m", {"step": "all"}, KEPT)


async def _goes_back(cast: Cast) -> Staged:
    await cast.people["m"].do("show.skip")
    return Staged("m", {"step": "one"}, KEPT)


async def _asked(cast: Cast) -> int:
    return int((await cast.people["a"].do("help.ask", text="Where is my workshop?"))["number"])


async def _withdraws(cast: Cast) -> Staged:
    await _asked(cast)
    return Staged("a", {}, {HOUSE: 1})


async def _takes(cast: Cast) -> Staged:
    return Staged("m", {"number": await _asked(cast)}, {HOUSE: 1})


async def _releases(cast: Cast) -> Staged:
    number = await _asked(cast)
    await cast.people["m"].do("help.take", number=number)
    return Staged("m", {"number": number}, {HOUSE: 1})


async def _closes(cast: Cast) -> Staged:
    staged = await _releases(cast)
    return Staged("m", {**staged.fields, "reason": "solved"}, {HOUSE: 1})


async def _moved(cast: Cast) -> str:
    order = await cast.people["m"].do("people.move", people=["a"], to="workshop")
    await cast.people["a"].hears("you.moved", room="workshop")
    return str(order["order"])


async def _announced(cast: Cast) -> str:
    order = await cast.people["m"].do(
        "people.move", people=["a"], to="workshop", delay=300, more=True, may_decline=True
    )
    await cast.people["a"].hears("you.announced")
    return str(order["order"])


async def _shows_an_order(cast: Cast) -> Staged:
    return Staged("m", {"order": await _moved(cast)})


async def _cancels(cast: Cast) -> Staged:
    return Staged("m", {"order": await _announced(cast)}, KEPT)


async def _undoes(cast: Cast) -> Staged:
    return Staged("m", {"order": await _moved(cast)}, KEPT)


async def _answers(cast: Cast) -> Staged:
    return Staged("a", {"order": await _announced(cast)}, {HOUSE: 1})


STAGED: Final[dict[type[wire.Command], Callable[[Cast], Awaitable[Staged]]]] = {
    VenueResume: _resumes,
    VenuePing: given("a"),
    VenueLeave: given("a", {HOUSE: 1}),
    RoomEnter: given("a", {HOUSE: 1}, room="workshop"),
    # The room is closed, and `v` is in the foyer.
    RoomClose: given("m", {HOUSE: 2, JOURNAL: 1}, room="workshop"),
    RoomOpen: _opens_a_room,
    RosterPage: given("a", room="plenum"),
    ChatSend: given("a", {"plenum": 1}, room="plenum", text="good morning"),
    ChatEdit: _edits,
    ChatDelete: _deletes,
    ChatOlder: given("a", room="plenum", before=1),
    ReactionSend: given("a", room="plenum", kind="applause", times=3),
    PeopleFind: given("m", query="person"),
    PeopleMove: given("m", KEPT, people=["a"], to="workshop", reason="It begins"),
    OrdersList: given("m"),
    OrderShow: _shows_an_order,
    OrderCancel: _cancels,
    OrderUndo: _undoes,
    OrderGo: _answers,
    OrderMore: _answers,
    OrderDecline: _answers,
    ConductSilence: given("m", KEPT, person="a", minutes=5, reason="Too loud"),
    ConductUnsilence: _lifts_a_silence,
    ConductShowOut: given("m", KEPT, person="a", reason="Insults"),
    ConductLetIn: _lets_in,
    ConductList: given("m"),
    ConductJournal: given("m"),
    AnnouncementMake: given("m", {**dict.fromkeys(ROOMS, 1), JOURNAL: 1}, text="The buffet is open"),
    ShowHold: given("m", KEPT, step="all"),
    ShowResume: _resumes_the_show,
    ShowExtend: given("m", KEPT, minutes=5, step="all"),
    ShowSkip: given("m", KEPT, step="all"),
    ShowBack: _goes_back,
    ShowMode: given("m", KEPT, mode="hand"),
    OperationsWatch: given("o", on=True),
    PlaceTake: given("a", {HOUSE: 1}, session="narrow"),
    PlaceGiveUp: _gives_a_place_up,
    PlaceAccept: _accepts_an_offer,
    PlaceFollow: given("a", {HOUSE: 1}, how="always"),
    PlaceExpected: given("m", session="narrow"),
    HelpAsk: given("a", {HOUSE: 1}, text="Where is my workshop?"),
    HelpWithdraw: _withdraws,
    HelpMine: given("a"),
    HelpWatch: given("m", on=True),
    HelpTake: _takes,
    HelpRelease: _releases,
    HelpClose: _closes,
    HelpRecord: given("o"),
}

LOOKING: Final = (
    *(VenuePing, RosterPage, ChatOlder, PeopleFind, OrdersList, OrderShow, ConductList, ConductJournal),
    *(PlaceExpected, HelpMine, HelpRecord),
)
"""Commands that change nothing anywhere."""

CHANGING: Final = tuple(kind for kind in STAGED if kind not in LOOKING)


def tag(kind: type[wire.Command]) -> str:
    """The command's name on the wire."""
    return str(kind.__struct_config__.tag)


async def ends(day: Day) -> dict[str, int]:
    """Where every log of the event ends."""
    _, found = await day.site().logs.ends()
    return {str(name): end for name, end in found.items()}


def growth(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """How many entries each log has grown by, where it has."""
    return {name: end - before.get(name, 0) for name, end in after.items() if end != before.get(name, 0)}


def without_limits(day: Day, patch: pytest.MonkeyPatch) -> None:
    """People may give a hundred commands at once, and come as often: limits are tested elsewhere."""
    patch.setattr("venue.live.floor.PERSON_BURST", 1e6)
    patch.setattr("venue.live.connection.COMMANDS_BURST", 1e6)
    for node in range(len(day.nodes)):
        event = day.site(node).event
        chat = msgspec.structs.replace(event.chat, burst=1_000_000)
        patch.setattr(day.site(node), "event", msgspec.structs.replace(event, chat=chat))
