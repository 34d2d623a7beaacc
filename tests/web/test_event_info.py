"""The event as everybody may read it."""

from __future__ import annotations

import msgspec

from tests.model.event_file.small_day import ROUND, SMALL_DAY, changed, read
from venue.protocol.codec import encode
from venue.protocol.door import EventInfo
from venue.web.event_info import event_info

DAY = read(SMALL_DAY + ROUND)


def test_everything_that_is_public_is_there() -> None:
    info = event_info(DAY, demo=False)
    assert (info.slug, info.entry, info.max_length) == ("our-day", "ticket", 2000)
    assert info.starts == 1795939200000
    assert (info.ends - info.starts) / 3_600_000 == 7
    assert [room.capacity for room in info.rooms] == [None, None, 80, 60]
    assert [(session.room, session.slot) for session in info.sessions] == [("beratung", "runde-1")]
    assert info.sessions[0].starts == info.slots[0].starts == info.starts + 4 * 3_600_000
    assert info.legal.imprint["de"] == "Impressum"


def test_it_survives_the_way_to_the_browser() -> None:
    info = event_info(DAY, demo=True)
    assert msgspec.json.decode(encode(info), type=EventInfo) == info


def test_its_version_changes_with_the_event_file_and_with_nothing_else() -> None:
    version = event_info(DAY, demo=False).version
    assert event_info(read(SMALL_DAY + ROUND), demo=False).version == version
    assert event_info(read(changed("capacity = 80", "capacity = 81", SMALL_DAY + ROUND)), demo=False).version != version
    assert event_info(DAY, demo=True).version != version
