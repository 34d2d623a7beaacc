"""A day for tests of what happens inside: few rooms, small ones among them, and rules that let people talk quickly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from venue.model.event import Event, Session, Slot
from venue.model.event_file import read_event
from venue.model.ids import EventSlug, RoomId, SessionId

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

[[slots]]
id = "round"
title = "Round"
starts = "11:00"
ends = "12:00"

[[sessions]]
id = "opening"
room = "plenum"
starts = "09:30"
ends = "10:30"
title = "Opening"

[[sessions]]
id = "work"
room = "workshop"
slot = "round"
starts = "11:00"
ends = "12:00"
title = "Work"
"""

DAY = read_event(DAY_FILE.encode(), "day.toml")

ROOMS = tuple(room.id for room in DAY.rooms)


def day_called(slug: str) -> Event:
    """The same day under another slug: nobody of another test is there. It has sessions to register for.

    In the slot `one`, an hour from now: `wide` with five places, `narrow` with two. In `two`, an hour later: `next`
    with five. `all` is for everybody.
    """
    hour = timedelta(hours=1)
    now = datetime.now(UTC).replace(microsecond=0)
    one = Slot(id="one", title={"de": "Eins"}, starts=now + hour, ends=now + 2 * hour)
    two = Slot(id="two", title={"de": "Zwei"}, starts=now + 2 * hour, ends=now + 3 * hour)
    sessions = (
        _session("all", "plenum", None, now, one.starts),
        _session("wide", "workshop", one.id, one.starts, one.ends),
        _session("narrow", "cafeteria.1", one.id, one.starts, one.ends),
        _session("next", "workshop", two.id, two.starts, two.ends),
    )
    return msgspec.structs.replace(DAY, slug=EventSlug(slug), slots=(one, two), sessions=sessions)


def _session(name: str, room: str, slot: str | None, starts: datetime, ends: datetime) -> Session:
    title = {"de": name.capitalize()}
    return Session(id=SessionId(name), room=RoomId(room), slot=slot, starts=starts, ends=ends, title=title)
