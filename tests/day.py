"""A day for tests of what happens inside: few rooms, small ones among them, and rules that let people talk quickly."""

from __future__ import annotations

import msgspec

from venue.model.event import Event
from venue.model.event_file import read_event
from venue.model.ids import EventSlug

DAY_FILE = """\
slug = "day"
title = { de = "Tag", en = "Day" }
languages = ["de", "en"]
organisers = ["The city"]
timezone = "Europe/Berlin"
date = 2027-03-18
starts = "09:00"
ends = "16:00"
accent = "#0b5f73"
entry = "ticket"
help = "Ask us."

[legal]
imprint = "Imprint"
privacy = "Privacy"
accessibility = "Accessibility"

[retention]
messages_hours = 72
names_hours = 168
journal_hours = 720

[chat]
history = 400
max_length = 2000
burst = 50
per_second = 20.0

[[rooms]]
id = "foyer"
kind = "foyer"
title = "Foyer"

[[rooms]]
id = "plenum"
kind = "plenum"
title = "Plenum"

[[rooms]]
id = "workshop"
kind = "workshop"
title = "Workshop"
capacity = 5

[[rooms]]
id = "cafeteria"
kind = "cafeteria"
title = "Cafeteria"
tables = { count = 3, seats = 2 }
"""

DAY = read_event(DAY_FILE.encode(), "day.toml")

ROOMS = tuple(room.id for room in DAY.rooms)


def day_called(slug: str) -> Event:
    """The same day under another slug: nobody of another test is there."""
    return msgspec.structs.replace(DAY, slug=EventSlug(slug))
