"""The MENU: every command with the permission it needs, what it costs, and its handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import structlog

from venue.commands import (
    announcements,
    chat,
    conduct,
    help,
    operations,
    orders,
    people,
    places,
    reactions,
    room,
    roster,
    show,
    venue,
)
from venue.errors import StoreUnavailable
from venue.live.connection import Connection
from venue.live.site import Site
from venue.model.people import Permission, permissions
from venue.protocol import codec, wire
from venue.protocol.announcements import AnnouncementMake
from venue.protocol.chat import ChatDelete, ChatEdit, ChatOlder, ChatSend
from venue.protocol.codes import Refusal
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
from venue.protocol.wire import Command

log = structlog.get_logger(__name__)

Handler = Callable[[Site, Connection, Any], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Item:
    """One command of the MENU."""

    handler: Handler
    permission: Permission | None = "talk"
    cost: float = 1.0
    """Credits; see `venue.live.connection`."""


MENU: Final[dict[type[Command], Item]] = {
    VenueResume: Item(venue.resume, None),
    VenuePing: Item(venue.ping, None, 0.2),
    VenueLeave: Item(venue.leave, None),
    RoomEnter: Item(room.enter, "talk"),
    RoomClose: Item(room.close, "run", 2.0),
    RoomOpen: Item(room.open_again, "run"),
    RosterPage: Item(roster.page, "talk"),
    ChatSend: Item(chat.send, "talk"),
    ChatEdit: Item(chat.edit, "talk"),
    ChatDelete: Item(chat.delete, "talk"),
    ChatOlder: Item(chat.older, "talk"),
    ReactionSend: Item(reactions.send, "talk", 0.5),
    PeopleFind: Item(people.find, "observe", 2.0),
    PeopleMove: Item(people.move, "move", 4.0),
    OrdersList: Item(orders.listed, "move", 2.0),
    OrderShow: Item(orders.show, "move", 2.0),
    OrderCancel: Item(orders.cancel, "move", 2.0),
    OrderUndo: Item(orders.undo, "move", 4.0),
    OrderGo: Item(orders.answer, "talk"),
    OrderMore: Item(orders.answer, "talk"),
    OrderDecline: Item(orders.answer, "talk"),
    ConductSilence: Item(conduct.silence, "order"),
    ConductUnsilence: Item(conduct.unsilence, "order"),
    ConductShowOut: Item(conduct.show_out, "order"),
    ConductLetIn: Item(conduct.let_in, "order"),
    ConductList: Item(conduct.listed, "order"),
    ConductJournal: Item(conduct.journal, "order"),
    AnnouncementMake: Item(announcements.make, "announce", 4.0),
    ShowHold: Item(show.hold, "run"),
    ShowResume: Item(show.resume, "run"),
    ShowExtend: Item(show.extend, "run"),
    ShowSkip: Item(show.skip, "run"),
    ShowBack: Item(show.back, "run"),
    ShowMode: Item(show.mode, "run"),
    OperationsWatch: Item(operations.watch, "operate"),
    PlaceTake: Item(places.take, "talk"),
    PlaceGiveUp: Item(places.give_up, "talk"),
    PlaceAccept: Item(places.accept, "talk"),
    PlaceFollow: Item(places.follow, "talk"),
    PlaceExpected: Item(places.expected, "observe", 2.0),
    HelpAsk: Item(help.ask, "talk"),
    HelpWithdraw: Item(help.withdraw, "talk"),
    HelpMine: Item(help.mine, "talk"),
    HelpWatch: Item(help.watch, "assist"),
    HelpTake: Item(help.take, "assist"),
    HelpRelease: Item(help.release, "assist"),
    HelpClose: Item(help.close, "assist"),
    HelpRecord: Item(help.record, "assist"),
}


async def carry_out(site: Site, me: Connection, frame: bytes) -> bytes:
    """One frame of a connection: the receipt's or the refusal's bytes."""
    ref = ""
    site.measures.commands += 1
    try:
        command = codec.decode(frame)
        ref = command.ref
        site.measures.by_kind[str(type(command).__struct_config__.tag)] += 1
        ok = await _handle(site, me, command)
        return codec.receipt(ref, ok)
    except codec.Unreadable as fault:
        site.measures.by_kind[""] += 1
        return _refused(site, me, fault.ref, fault)
    except Refusal as fault:
        return _refused(site, me, ref, fault)
    except StoreUnavailable:
        return _refused(site, me, ref, Refusal("store_unavailable"))
    except Exception:  # a bug: logged once with its trace, and the connection lives
        log.exception("command_failed", slug=site.event.slug, connection=me.id, ref=ref)
        return _refused(site, me, ref, Refusal("server_error"))


async def _handle(site: Site, me: Connection, command: wire.Command) -> object:
    item = MENU[type(command)]
    if not site.may_give(me, item.cost):
        raise Refusal("too_many")
    if not site.recovered:
        raise Refusal("store_unavailable")
    if item.permission is not None and item.permission not in permissions(site.person(me.who).roles):
        raise Refusal("not_allowed", f"this needs the permission to {item.permission}")
    await site.served.settled()
    return await item.handler(site, me, command)


def _refused(site: Site, me: Connection, ref: str, fault: Refusal) -> bytes:
    site.measures.refusals += 1
    site.measures.by_refusal[fault.code] += 1
    if fault.code in ("too_many", "bad_json", "not_text", "too_large", "unknown_command", "bad_field"):
        me.overdrawn += 1
    return codec.refusal(ref, fault)
