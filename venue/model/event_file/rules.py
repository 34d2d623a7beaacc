"""The small rules of an event file: its slug and colour, the legal texts, what is kept how long, the chat's bounds."""

from __future__ import annotations

from datetime import timedelta

from venue.model.colour import READABLE, accent_on_light, is_colour, is_readable_on_light
from venue.model.event import ChatRules, Legal, Retention
from venue.model.event_file.table import Table
from venue.model.ids import EventSlug

RESERVED_SLUGS = frozenset({"assets", "metrics", "health", "docs", "api", "favicon.ico", "robots.txt"})
"""First parts of paths that the venue needs for itself."""

LEGAL_LENGTH = 40_000
LONGEST_KEPT = timedelta(days=90)
"""Bound of every retention: a conference has no use for anything older."""


def read_slug(top: Table) -> EventSlug | None:
    slug = top.name("slug")
    if slug in RESERVED_SLUGS:
        top.wrong("slug", "another name: the venue needs this one for itself")
        return None
    return EventSlug(slug) if slug else None


def read_accent(top: Table) -> str | None:
    """The accent, in small letters."""
    accent = top.values.get("accent")
    if not isinstance(accent, str) or not is_colour(accent):
        top.wrong("accent", 'a colour such as "#0b5f73"')
        return None
    if not is_readable_on_light(accent):
        darker = accent_on_light(accent)
        top.wrong("accent", f'a colour that is readable on light ground (contrast {READABLE}:1), such as "{darker}"')
        return None
    return accent.lower()


def read_legal(top: Table) -> Legal | None:
    table = top.table("legal")
    if table is None:
        return None
    imprint = table.text("imprint", LEGAL_LENGTH)
    privacy = table.text("privacy", LEGAL_LENGTH)
    accessibility = table.text("accessibility", LEGAL_LENGTH)
    if imprint is None or privacy is None or accessibility is None:
        return None
    return Legal(imprint=imprint, privacy=privacy, accessibility=accessibility)


def read_retention(top: Table) -> Retention | None:
    table = top.table("retention")
    if table is None:
        return None
    most = LONGEST_KEPT // timedelta(hours=1)
    messages = table.whole("messages_hours", 0, most)
    names = table.whole("names_hours", 0, most)
    journal = table.whole("journal_hours", 0, most)
    if messages is None or names is None or journal is None:
        return None
    if messages > names:
        table.wrong("names_hours", f"at least messages_hours, {messages}: a message shows its author's name")
        return None
    return Retention(messages_hours=messages, names_hours=names, journal_hours=journal)


def read_chat(top: Table) -> ChatRules | None:
    table = top.optional_table("chat")
    if table is None:
        return None
    usual = ChatRules()
    history = table.whole("history", 100, 20_000, usual.history)
    max_length = table.whole("max_length", 100, 4000, usual.max_length)
    burst = table.whole("burst", 1, 50, usual.burst)
    per_second = table.number("per_second", 0.1, 20, usual.per_second)
    if history is None or max_length is None or burst is None or per_second is None:
        return None
    return ChatRules(history=history, max_length=max_length, burst=burst, per_second=per_second)
