"""Move orders that were given: looking at them, taking them back, and what people answer to an announced one."""

from __future__ import annotations

from venue.commands.given import decided, journal_entry, to_store, told_by
from venue.live.connection import Connection
from venue.live.site import Site
from venue.protocol.codes import Refusal
from venue.protocol.conduct import Action
from venue.protocol.orders import (
    OrderCancel,
    OrderDecline,
    OrderGo,
    OrderListed,
    OrderMore,
    OrderShow,
    OrdersList,
    OrdersListed,
    OrderUndo,
    Recalled,
)
from venue.protocol.wire import Done


async def listed(site: Site, _me: Connection, _command: OrdersList) -> OrdersListed:
    """All that are kept, as this node tells of them from now on."""
    await site.order_board.look()
    return site.order_board.listed()


async def show(site: Site, _me: Connection, command: OrderShow) -> OrderListed:
    """One of them, with everybody in it."""
    await site.order_board.look()
    order = site.order_board.order(command.order)
    if order is None:
        raise Refusal("no_order")
    return order


async def cancel(site: Site, me: Connection, command: OrderCancel) -> Recalled:
    """Whoever is not moved yet is not moved."""
    return await _recall(site, me, command, "cancel_move")


async def undo(site: Site, me: Connection, command: OrderUndo) -> Recalled:
    """Whoever has not moved since returns."""
    return await _recall(site, me, command, "undo_move")


async def _recall(site: Site, me: Connection, command: OrderCancel | OrderUndo, action: Action) -> Recalled:
    told = told_by(site, me, command.order, "")
    journal = journal_entry(site, me, action, count=0)
    name = site.person(me.who).name
    result = await decided(site.orders.recall(to_store(me, command), name, command.order, told, journal))
    return Recalled(
        order=command.order,
        cancelled=result.cancelled,
        returned=result.returned,
        stayed=result.stayed,
        full=result.full,
        barred=result.barred,
    )


async def answer(site: Site, me: Connection, command: OrderGo | OrderMore | OrderDecline) -> Done:
    """Go now, two more minutes, or not at all: about oneself, and only what was announced to one."""
    await decided(site.orders.answer(to_store(me, command), command.order))
    return Done()
