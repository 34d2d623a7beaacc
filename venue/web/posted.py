"""Reading what was posted: JSON of a known shape, not too large, not too slow, and from the venue's own pages."""

from __future__ import annotations

import asyncio
from typing import Final, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request

from venue.web.door_refusal import DoorRefusal
from venue.web.front import front_of
from venue.web.origin import has_foreign_origin

T = TypeVar("T", bound=msgspec.Struct)

LARGEST: Final = 16 * 1024
"""Bytes of a body at most: a ticket and what is around it."""

_SLOWEST: Final = 10.0
"""Seconds a body may take to arrive."""


async def posted(request: Request, shape: type[T], largest: int = LARGEST) -> T:
    """The body as `shape`; raises `DoorRefusal("bad_request")` for everything that is not that.

    Only `application/json` is read: another site's form cannot send it, and a page of another site could only with
    our leave (CORS), which nobody has.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise DoorRefusal("bad_request", "the content type must be application/json", status=415)
    if has_foreign_origin(request, front_of(request).base_url):
        raise DoorRefusal("bad_request", "the request comes from a page of another site", status=403)
    body = await _body(request, largest)
    try:
        return msgspec.json.decode(body or b"{}", type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise DoorRefusal("bad_request", f"the body is not the JSON of {shape.__name__}") from None


async def _body(request: Request, largest: int) -> bytes:
    received = bytearray()
    try:
        async with asyncio.timeout(_SLOWEST):
            async for chunk in request.stream():
                received += chunk
                if len(received) > largest:
                    raise DoorRefusal("bad_request", f"the body is larger than {largest} bytes", status=413)
    except TimeoutError:
        raise DoorRefusal("bad_request", "the body did not arrive in time", status=408) from None
    except ClientDisconnect:
        raise DoorRefusal("bad_request", "the body did not arrive") from None
    return bytes(received)
