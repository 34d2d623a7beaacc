"""Versions of the event file: what everybody hears when another one counts, and what operators do about it over HTTP.

All calls need `operate`, with the pass.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from venue.model.changes import EventChange
from venue.model.effects import EventEffect
from venue.protocol.wire import Event, Ref


class EventPublished(Event, frozen=True, tag="event.published", kw_only=True):
    """Another version of the event file counts; for everybody. Who has another `version` fetches the event again."""

    number: int
    version: str


class VersionInfo(Struct, frozen=True):
    """One version of the event file."""

    number: int
    at: int
    """When it was published, event time, ms."""
    by: str
    """Who did; empty where it came by the command line or with the start of a node, or is not known any more."""
    source: Literal["start", "command", "browser"]
    size: int
    """Bytes."""
    back: int
    """The version whose text it brought back; 0: none."""


class Versions(Struct, frozen=True):
    """`GET /{slug}/api/versions`: the newest first. The text of one is `GET /{slug}/api/versions/{number}`."""

    current: int
    versions: tuple[VersionInfo, ...]


class PublishWith(Struct, frozen=True):
    """`POST /{slug}/api/versions`: a new text, or the number of an earlier version to bring back.

    `number`: the version that counts as far as the sender knows. Without `dry_run` it is published.
    """

    number: int
    ref: Ref
    """Chosen by the sender, as of a command: repeated with the same one it is published once."""
    text: str = ""
    back: int = 0
    dry_run: bool = True


class FileFault(Struct, frozen=True):
    """A fault of the text: where, what stands there, what would be right."""

    place: str
    line: int | None
    found: str
    wanted: str


class Published(Struct, frozen=True):
    """The answer. With `faults` nothing was done; else what is different, and what becomes of people."""

    number: int
    """The version that counts."""
    done: bool
    """Whether this has been published now."""
    faults: tuple[FileFault, ...] = ()
    changes: tuple[EventChange, ...] = ()
    effects: tuple[EventEffect, ...] = ()
