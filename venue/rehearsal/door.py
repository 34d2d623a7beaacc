"""The door, as a program sees it: over HTTP, with a ticket, for a pass."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Final, Self

import httpx
import msgspec

from venue.protocol.door import Entered, EventInfo
from venue.protocol.rehearsals import RehearsalOpened

_TIMEOUTS: Final = {"connect": 20.0, "read": 30.0, "write": 20.0, "pool": 60.0}


class DoorShut(Exception):
    """The door did not open; `code` is what it said, `retry` whether to knock again."""

    def __init__(self, code: str, message: str = "", retry: bool = False) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code
        self.retry = retry


class _Refusal(msgspec.Struct):
    code: str
    message: str = ""
    retry: bool = False


class _Refused(msgspec.Struct):
    error: _Refusal


class Door:
    """The door of one event. Keeps no cookies: hundreds of people share this one client."""

    def __init__(self, base_url: str, slug: str) -> None:
        self._under = f"{base_url}/{slug}/api"
        # The transport alone, since a whole client costs several times as much per request, and stores cookies.
        limits = httpx.Limits(max_connections=500, max_keepalive_connections=100, keepalive_expiry=4.0)
        self._http = httpx.AsyncHTTPTransport(limits=limits)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.__aexit__(kind, fault, trace)

    async def event(self) -> EventInfo:
        """What everybody may know of the event."""
        return msgspec.json.decode(await self._ask("GET", "/event"), type=EventInfo)

    async def preview(self, ticket: str) -> None:
        """Whether the door would open to this ticket."""
        await self._ask("POST", "/door", {"ticket": ticket})

    async def enter(self, ticket: str) -> Entered:
        """A ticket for a pass."""
        return msgspec.json.decode(await self._ask("POST", "/enter", {"ticket": ticket}), type=Entered)

    async def erase(self, bearer: str) -> None:
        """Everything stored about the person of this pass is gone, and they with it."""
        await self._ask("POST", "/me/erase", {}, bearer)

    async def knows(self, bearer: str) -> bool:
        """Whether the pass still opens anything."""
        try:
            await self._ask("GET", "/me", bearer=bearer)
        except DoorShut:
            return False
        return True

    async def open_copy(self, bearer: str, people: int, seconds: int) -> str:
        """The slug of a new copy of the event, for an operator's pass."""
        body = {"people": people, "seconds": seconds}
        return msgspec.json.decode(await self._ask("POST", "/rehearsals", body, bearer), type=RehearsalOpened).slug

    async def close_copy(self, bearer: str, slug: str) -> None:
        """It is removed, with everything in it."""
        await self._ask("DELETE", f"/rehearsals/{slug}", bearer=bearer)

    async def _ask(self, method: str, path: str, body: Any = None, bearer: str = "") -> bytes:
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        request = httpx.Request(
            method, self._under + path, headers=headers, json=body, extensions={"timeout": _TIMEOUTS}
        )
        try:
            response = await self._http.handle_async_request(request)
            content = await response.aread()
        except httpx.HTTPError as fault:
            raise DoorShut("unreachable", f"{type(fault).__name__} {fault}".strip(), retry=True) from fault
        if response.status_code == 200:
            return content
        try:
            refusal = msgspec.json.decode(content, type=_Refused).error
        except msgspec.DecodeError:
            raise DoorShut(f"HTTP {response.status_code}") from None
        raise DoorShut(refusal.code, refusal.message, refusal.retry)


async def leads_to(base_url: str) -> str:
    """The slug to which the venue's own address leads; empty where it leads to none."""
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUTS["connect"], follow_redirects=False) as client:
            answer = await client.get(f"{base_url}/")
    except httpx.HTTPError as fault:
        raise DoorShut("unreachable", f"{type(fault).__name__} {fault}".strip(), retry=True) from fault
    if not answer.is_redirect:
        return ""
    return httpx.URL(base_url).join(answer.headers["location"]).path.strip("/").partition("/")[0]
