"""Every key that an event file may have, by the table it stands in. `docs/event-file.md` explains each of them."""

from __future__ import annotations

KEYS: dict[str, tuple[str, ...]] = {
    "": (
        *("slug", "title", "subtitle", "languages", "organisers", "timezone", "accent", "date", "starts", "ends"),
        *("entry", "expected", "help", "legal", "retention", "chat", "rooms", "slots", "sessions"),
    ),
    "legal": ("imprint", "privacy", "accessibility"),
    "retention": ("messages_hours", "names_hours", "journal_hours"),
    "chat": ("history", "max_length", "burst", "per_second"),
    "rooms": ("id", "kind", "title", "description", "capacity", "successor", "tables"),
    "rooms.tables": ("count", "seats", "topic"),
    "slots": ("id", "title", "starts", "ends"),
    "sessions": ("id", "room", "slot", "starts", "ends", "title", "description"),
}


def known_keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys of the table at `path`."""
    return KEYS[".".join(part for part in path if isinstance(part, str))]
