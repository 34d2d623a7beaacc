"""What a person of the rehearsal does, and when: the score that the conductor writes and the players play.

`who` is the person's number in the cast; `at` is in ms since the start of the phase.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Act(msgspec.Struct, frozen=True, tag_field="act", kw_only=True):
    """Something one person does at a moment."""

    who: int
    at: int


class Arrive(Act, frozen=True, tag="arrive"):
    """Through the door with the ticket, and into the room where the venue lets them be."""


class Walk(Act, frozen=True, tag="walk"):
    """To the first of these rooms that takes them."""

    wishes: tuple[str, ...]


class Say(Act, frozen=True, tag="say"):
    """Something in the room one is in; while offline it waits and is sent after coming back."""

    words: str


class Clap(Act, frozen=True, tag="clap"):
    """Applause, so many claps at once (1-10)."""

    times: int


class Drop(Act, frozen=True, tag="drop"):
    """The connection breaks, without goodbye; comes back after `away` ms."""

    away: int
    words: str = ""
    """Said so shortly before that nobody knows whether it went out."""


class Follow(Act, frozen=True, tag="follow"):
    """Chooses how to be taken along when rooms change."""

    how: Literal["always", "ask", "never"]


class Register(Act, frozen=True, tag="register"):
    """For the first of these sessions; where that means to wait, for the next one as well, until there is a place."""

    wishes: tuple[str, ...]


class GiveUp(Act, frozen=True, tag="give_up"):
    """Gives up a place."""

    session: str


class AnswerOffers(Act, frozen=True, tag="answer"):
    """Takes what is offered, or (`accept` false) refuses it."""

    accept: bool


class Leave(Act, frozen=True, tag="leave"):
    """Goes home."""


AnyAct = Arrive | Walk | Say | Clap | Drop | Follow | Register | GiveUp | AnswerOffers | Leave
