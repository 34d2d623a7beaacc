"""Answers of the API: JSON that nobody keeps, and refusals with their codes."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from venue.protocol.codec import encode
from venue.web.door_refusal import DoorRefusal
from venue.web.front import front_of

_NOBODY_KEEPS: dict[str, str] = {"Cache-Control": "no-store"}


def json_answer(value: object, status: int = 200) -> Response:
    """Any struct of the protocol."""
    return Response(encode(value), status, _NOBODY_KEEPS, "application/json")


def refused(request: Request, fault: Exception) -> Response:
    """What every `DoorRefusal` becomes, and what deeper layers raise where the store does not answer."""
    if not isinstance(fault, DoorRefusal):
        fault = DoorRefusal("store_unavailable", wait=1)
    front_of(request).metrics.refused(fault.code)
    body = {"error": {"code": fault.code, "retry": fault.retry, "message": fault.message}}
    answer = json_answer(body, fault.status)
    if fault.wait:
        answer.headers["Retry-After"] = str(fault.wait)
    return answer
