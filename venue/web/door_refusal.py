"""Why the door stays shut: the codes of `venue.protocol.codes.DOOR_REFUSALS` with their HTTP status."""

from __future__ import annotations

from typing import Final

from venue.protocol.codes import DOOR_REFUSALS

STATUS: Final[dict[str, int]] = {
    "ticket_forged": 403,
    "ticket_expired": 403,
    "ticket_revoked": 403,
    "ticket_other_event": 403,
    "ticket_needed": 403,
    "name_needed": 422,
    "name_too_long": 422,
    "name_bad": 422,
    "shown_out": 403,
    "pass_ended": 401,
    "not_allowed": 403,
    "too_many": 429,
    "bad_request": 400,
    "store_unavailable": 503,
}

_AGAIN: Final = frozenset({"too_many", "store_unavailable"})
"""Where the same request may succeed a moment later."""


class DoorRefusal(Exception):
    """A request over HTTP is not done. Answered as `{"error": {"code", "retry", "message"}}` with `status`.

    `message` is English and for developers: the app has its own sentence for every code. It never repeats what was
    sent. `wait` is in whole seconds, for `Retry-After`; 0: not said.
    """

    def __init__(self, code: str, message: str = "", *, status: int = 0, wait: int = 0) -> None:
        self.code = code
        self.message = message or DOOR_REFUSALS[code]
        self.status = status or STATUS[code]
        self.retry = code in _AGAIN
        self.wait = wait
        super().__init__(f"{code}: {self.message}")
