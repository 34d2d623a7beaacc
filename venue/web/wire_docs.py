"""`/docs/wire`: what is said over the wire, as a page, as AsyncAPI and as JSON Schema; all made from the structs."""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from venue.protocol.asyncapi import asyncapi
from venue.protocol.schema import json_schema
from venue.web.front import front_of
from venue.web.representation import ASK_AGAIN, answer, represent
from venue.web.wire_page import wire_page

_JSON: Final = "application/json"


async def page(request: Request) -> Response:
    """For people."""
    kept, name = front_of(request).kept, "docs page"
    if name not in kept:
        kept[name] = represent(wire_page().encode(), "text/html; charset=utf-8", ASK_AGAIN)
    return answer(request, kept[name])


async def asyncapi_document(request: Request) -> Response:
    """For tools that speak AsyncAPI 3.0."""
    kept, name = front_of(request).kept, "docs asyncapi"
    if name not in kept:
        kept[name] = represent(_readable(asyncapi()), _JSON, ASK_AGAIN)
    return answer(request, kept[name])


async def schema_document(request: Request) -> Response:
    """For tools that speak JSON Schema."""
    kept, name = front_of(request).kept, "docs schema"
    if name not in kept:
        kept[name] = represent(_readable(json_schema()), _JSON, ASK_AGAIN)
    return answer(request, kept[name])


def _readable(document: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


ROUTES: Final = [
    Route("/docs/wire", page),
    Route("/docs/wire/asyncapi.json", asyncapi_document),
    Route("/docs/wire/schema.json", schema_document),
]
