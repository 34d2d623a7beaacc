"""A small event file, and ways to spoil it."""

from __future__ import annotations

from venue.model.event import Event
from venue.model.event_file import EventFileFaults, Fault, read_event

SMALL_DAY = """\
slug = "our-day"
title = { de = "Unser Tag", en = "Our day" }
languages = ["de", "en"]
organisers = ["Die Stadt"]
timezone = "Europe/Berlin"
date = 2026-11-29
starts = "09:00"
ends = "16:00"
accent = "#0b5f73"
entry = "ticket"
help = "Fragen Sie uns."

[legal]
imprint = "Impressum"
privacy = "Datenschutz"
accessibility = "Barrierefreiheit"

[retention]
messages_hours = 72
names_hours = 168
journal_hours = 720

[[rooms]]
id = "foyer"
kind = "foyer"
title = "Foyer"

[[rooms]]
id = "plenum"
kind = "plenum"
title = "Plenum"

[[rooms]]
id = "beratung"
kind = "workshop"
title = "Beratung"
description = "Ein Gespräch"
capacity = 80

[[rooms]]
id = "wohnen"
kind = "workshop"
title = "Wohnen"
capacity = 60
"""

ROUND = """
[[slots]]
id = "runde-1"
title = "Runde 1"
starts = "13:00"
ends = "14:00"

[[sessions]]
id = "beratung"
slot = "runde-1"
room = "beratung"
"""


def read(text: str) -> Event:
    return read_event(text, "day.toml")


def faults(text: str) -> tuple[Fault, ...]:
    """What is wrong with a file; nothing when it is right."""
    try:
        read(text)
    except EventFileFaults as error:
        return error.faults
    return ()


def places(text: str) -> list[str]:
    """Where a file is wrong."""
    return [fault.place for fault in faults(text)]


def changed(line: str, into: str, text: str = SMALL_DAY) -> str:
    """The file with one line replaced, which must be there."""
    assert f"{line}\n" in text, line
    return text.replace(f"{line}\n", f"{into}\n", 1)
