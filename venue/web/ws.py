"""The websocket of an event: from the handshake to the last frame."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from starlette.websockets import WebSocket

from venue.errors import StoreUnavailable
from venue.live.connection import Connection
from venue.live.show import show_now
from venue.live.site import Site
from venue.live.websocket import EXTENSION, Outbox
from venue.model.ids import ConnectionId
from venue.model.tickets import PassClaims
from venue.protocol import codec
from venue.protocol.codes import Close, Refusal
from venue.protocol.venue import MovedBy, VenueWelcome
from venue.store.house import Arrival, NotAdmitted
from venue.web.asking import shows_bearer, whose
from venue.web.door_refusal import DoorRefusal
from venue.web.front import front_of
from venue.web.origin import has_own_origin

log = structlog.get_logger(__name__)

CarryOut = Callable[[Site, Connection, bytes], Awaitable[bytes]]

TOO_MANY: Final = 100
"""Commands refused as too many or unreadable, lately: then the connection is closed."""
WAIT_MS: Final = 2000
"""When to come back where the node cannot take a connection now."""
_CLOSES: Final = {"shown_out": Close.PASS_ENDED, "store_unavailable": Close.OVERLOADED}


class WebsocketDoor:
    """The endpoint. `carry_out` turns a frame into the bytes of its receipt."""

    def __init__(self, sites: dict[str, Site], carry_out: CarryOut, most: int) -> None:
        self._sites = sites
        self._carry_out = carry_out
        self._most = most
        """Connections on this node."""

    async def endpoint(self, websocket: WebSocket) -> None:
        """One connection, from beginning to end."""
        site = self._sites.get(str(websocket.path_params["slug"]))
        front = front_of(websocket)
        if site is None or not (shows_bearer(websocket) or has_own_origin(websocket, front.base_url)):
            await websocket.close()  # before accepting: 403, no websocket
            return
        try:
            _, claims = await whose(websocket, site, front)
        except DoorRefusal as fault:
            # Accepted first, because browsers do not tell their pages why a handshake failed.
            await websocket.accept()
            await websocket.close(_CLOSES.get(fault.code, Close.NO_PASS), fault.code)
            return
        await websocket.accept()
        outbox: Outbox = websocket.scope["extensions"][EXTENSION]
        outbox.forget_request()
        connection = _connection(outbox, claims)
        if not site.may_come(connection.who):
            connection.close(Close.OVERLOADED, "too many new connections", WAIT_MS)
            return
        if sum(len(each.connections) for each in self._sites.values()) >= self._most:
            connection.close(Close.OVERLOADED, "too many connections on this node", WAIT_MS)
            return
        log.info("connected", slug=site.event.slug, connection=connection.id)
        code = 0
        try:
            code = await self._serve(websocket, site, connection)
        finally:
            # The end of a connection is told even while the node stops.
            await asyncio.shield(site.whereabouts.depart(connection))
            seconds = round(asyncio.get_running_loop().time() - connection.opened, 1)
            log.info("disconnected", slug=site.event.slug, connection=connection.id, code=code, seconds=seconds)

    async def _serve(self, websocket: WebSocket, site: Site, connection: Connection) -> int:
        arrival = await _arrive(site, connection)
        if arrival is not None and not connection.closing:  # they may have left, or been shown out, while they came in
            connection.say(_welcome(site, connection, arrival))
            connection.welcomed = True
            ahead = site.order_board.announced_to(connection.who)
            if ahead is not None:
                connection.say(ahead)
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                return int(message.get("code") or 0)
            if connection.closing:
                continue
            text = message.get("text")
            if text is None:
                connection.overdrawn += 1
                connection.answer(codec.refusal("", Refusal("not_text")))
            else:
                connection.answer(await self._carry_out(site, connection, text.encode("utf-8", "surrogatepass")))
            if connection.leaving:
                connection.close(Close.LEFT, "the person left")
            if connection.overdrawn > TOO_MANY:
                connection.close(Close.TOO_MANY_FRAMES, "far more commands than allowed", WAIT_MS)


async def _arrive(site: Site, connection: Connection) -> Arrival | None:
    """Where the person is; None: the connection is closed. A pass has not ended because a store forgot whose it is."""
    try:
        if site.recovered:
            return await site.whereabouts.arrive(connection)
    except StoreUnavailable:
        pass
    except NotAdmitted:
        if await site.is_sure():
            connection.close(Close.PASS_ENDED, "the pass has ended")
            return None
    connection.close(Close.OVERLOADED, "the store does not answer, or does not know yet who is here", WAIT_MS)
    return None


def _connection(outbox: Outbox, claims: PassClaims) -> Connection:
    return Connection(
        id=ConnectionId(secrets.token_hex(6)),
        who=claims.person_id,
        outbox=outbox,
        issued=claims.issued_ms,
        expires=claims.expires * 1000,
        opened=asyncio.get_running_loop().time(),
    )


def _welcome(site: Site, connection: Connection, arrival: Arrival) -> VenueWelcome:
    moved = None
    if arrival.order is not None and not arrival.full:
        moved = MovedBy(
            order=arrival.order.order, by=arrival.order.by_name, reason=arrival.order.reason, at=site.clock.now_ms()
        )
    elif arrival.cause is not None:
        moved = MovedBy(order="", by="", reason="", at=site.clock.now_ms(), cause=arrival.cause)
    return VenueWelcome(
        me=site.me(connection.who),
        here=site.house.room_of(connection.who) or arrival.room,
        counts=site.presence.counts(),
        total=site.house.total,
        at=site.clock.now_ms(),
        version=site.version,
        node=site.node,
        store=site.in_step,
        show=show_now(site),
        moved=moved,
        route=site.place_news.shown_route(connection.who),
        places=site.place_news.shown_counts(),
        closed=tuple(sorted(site.house.closed)),
        help=site.desk.welcomed(connection.who),
        desk=site.desk.counted(connection.who),
    )
