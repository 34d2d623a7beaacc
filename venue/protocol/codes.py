"""Refusal codes and close codes: stable, documented, and each says whether to try again.

Close codes 4000-4499 mean "come back" (after the wait that `venue.closing` names), 4500-4999 "do not".
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

REFUSALS: Final[dict[str, tuple[bool, str]]] = {
    # code: (try again?, what it means)
    "bad_json": (False, "the frame is not JSON that can be read"),
    "not_text": (False, "the frame is binary; commands are text"),
    "too_large": (False, "the frame is larger than a command may be"),
    "unknown_command": (False, "there is no such command"),
    "bad_field": (False, "a field is missing or of the wrong type; the message names it"),
    "bad_text": (False, "the text is empty or holds characters that cannot be shown"),
    "too_long": (False, "the text is longer than the event allows"),
    "too_many": (True, "more commands than a person may give; wait a moment"),
    "not_allowed": (False, "the person's roles or ticket do not allow it"),
    "not_here": (False, "the person is in another room now"),
    "no_room": (False, "there is no such room"),
    "room_closed": (False, "the room is closed"),
    "room_full": (False, "every seat in the room is taken"),
    "no_session": (False, "there is no such session, or none that one registers for"),
    "session_over": (False, "the session has ended"),
    "session_full": (False, "every place is taken, and the session has begun: nobody waits for one any more"),
    "place_in_slot": (False, "the person has a place in another session of that slot"),
    "offer_gone": (False, "no place is offered to the person: the offer has expired, or was never made"),
    "silenced": (False, "the person may not speak at the moment"),
    "step_changed": (False, "another step of the day runs by now"),
    "no_step": (False, "there is no step that could be ended, held or opened again"),
    "bad_end": (False, "the step would be over already, or half a day behind the plan"),
    "not_found": (False, "there is no such message, person or ticket"),
    "help_full": (False, "as many people as the info desk can know of have asked already"),
    "help_taken": (False, "somebody else has taken the ticket"),
    "no_order": (False, "there is no such move order any more, or nothing is announced by it"),
    "conflict": (False, "the same ref was used for another command"),
    "store_unavailable": (
        True,
        "the store does not answer; whether it was done is unknown: repeat with the same ref",
    ),
    "server_error": (True, "a fault in the server; it is in its log"),
}

DOOR_REFUSALS: Final[dict[str, str]] = {
    "ticket_forged": "the ticket was not issued by this venue, or was damaged on its way",
    "ticket_expired": "the ticket is no longer valid",
    "ticket_revoked": "the ticket was withdrawn by the organiser",
    "ticket_other_event": "the ticket is for another event",
    "ticket_needed": "this event is entered with a ticket",
    "name_needed": "a name is needed",
    "name_too_long": "the name is longer than 80 characters",
    "name_bad": "the name holds characters that cannot be shown",
    "shown_out": "the person was shown out; the help desk lets them in again",
    "pass_ended": "the pass has ended; enter with the ticket again",
    "too_many": "too many attempts; wait a moment",
    "not_allowed": "the person's roles do not allow it",
    "bad_request": "the request cannot be read",
    "store_unavailable": "the venue cannot be reached at the moment",
}


class Refusal(Exception):
    """A command is not done; the sender is told why. Everything else that is raised is a bug."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.retry, meaning = REFUSALS[code]
        self.detail = detail or meaning
        super().__init__(f"{code}: {self.detail}")


class Close(IntEnum):
    """Why the server closed a connection. A slow reader cannot be told: it is cut off, and may come back."""

    DRAINED = 4000  # the node stops; another one takes over
    OVERLOADED = 4002  # the node cannot take this connection now
    TOO_MANY_FRAMES = 4003  # far more commands than allowed, for too long
    PASS_ENDED = 4501  # revoked, expired or shown out
    NO_PASS = 4502  # came without a valid pass
    LEFT = 4503  # the person left the venue (in this or another tab)
    TOO_MANY_CONNECTIONS = 4504  # the person opened newer ones
    ABUSE = 4505  # frames that no browser sends
