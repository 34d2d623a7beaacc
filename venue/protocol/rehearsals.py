"""A copy of the event for a rehearsal, over HTTP: opened and removed by an operator while the venue is open."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from venue.model.copies import FEWEST_PEOPLE, LONGEST_DAY, MOST_PEOPLE, SHORTEST_DAY
from venue.model.ids import EventSlug


class RehearsalOpen(Struct, frozen=True):
    """`POST /{slug}/api/rehearsals`: the event's day in so many seconds, for so many people. -> `RehearsalOpened`.

    Needs `operate`. Refused with 409 where there are two copies already.
    """

    people: Annotated[int, Meta(ge=FEWEST_PEOPLE, le=MOST_PEOPLE)]
    seconds: Annotated[int, Meta(ge=SHORTEST_DAY, le=LONGEST_DAY)]


class RehearsalOpened(Struct, frozen=True):
    """Every node serves the copy under `slug`; `DELETE /{slug}/api/rehearsals/{copy}` removes it and all in it."""

    slug: EventSlug
    until: int
    """When it is removed in any case; ms since 1970."""
