"""The events that the browser journeys are played in: small days with all a day can have, and copies of the example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

EXAMPLE: Final = Path(__file__).resolve().parents[2] / "venue" / "events" / "tag-der-kommunalen-jobcenter.toml"

_SMALL: Final = """
slug = "SLUG"
title = { de = "Kleiner Fachtag", en = "Small conference" }
subtitle = { de = "Ein Tag zum Ausprobieren", en = "A day for trying things out" }
languages = ["de", "en"]
organisers = [{ de = "Landkreis A", en = "County A" }]
timezone = "Europe/Berlin"
date = 2026-11-29
starts = "08:30"
ends = "18:00"
accent = "#0b5f73"
entry = "ENTRY"
help.de = "Schreiben Sie uns hier im Foyer, wenn Sie etwas brauchen."
help.en = "Write to us here in the foyer if you need anything."

[legal]
imprint.de = "## Anbieter\\n\\nWer diesen Tag anbietet, mit Anschrift."
imprint.en = "## Provider\\n\\nWho provides this day, with an address."
privacy.de = "## Wie lange\\n\\nNachrichten drei Tage, Namen sieben Tage, das Protokoll der Moderation 30 Tage."
privacy.en = "## How long\\n\\nMessages three days, names seven days, the moderators' journal 30 days."
accessibility.de = "## Was geht\\n\\nDer ganze Tag geht mit der Tastatur allein."
accessibility.en = "## What works\\n\\nThe whole day works by keyboard alone."

[retention]
messages_hours = 72
names_hours = 168
journal_hours = 720

[chat]
max_length = 1000
burst = 50
per_second = 20

[[rooms]]
id = "foyer"
kind = "foyer"
title = "Foyer"

[[rooms]]
id = "plenum"
kind = "plenum"
title = { de = "Plenum", en = "Plenary hall" }
description = { de = "Hier beginnt und endet der Tag.", en = "Where the day begins and ends." }

[[rooms]]
id = "beratung"
kind = "workshop"
title = { de = "Beratung auf Augenhöhe", en = "Advice at eye level" }
capacity = 40

[[rooms]]
id = "kreis"
kind = "workshop"
title = { de = "Kleiner Kreis", en = "Small circle" }
capacity = 1

[[rooms]]
id = "cafeteria"
kind = "cafeteria"
title = "Cafeteria"
description = { de = "Setzen Sie sich dazu.", en = "Come and join a table." }

[[rooms.tables]]
count = 2
seats = 8

[[rooms.tables]]
seats = 2
topic = { de = "Neu im Jobcenter", en = "New at the jobcentre" }

[[slots]]
id = "runde-1"
title = { de = "Runde 1", en = "Round 1" }
starts = "10:30"
ends = "11:30"

[[sessions]]
id = "eroeffnung"
room = "plenum"
starts = "08:30"
ends = "10:00"
title = { de = "Eröffnung und Begrüßung", en = "Opening and welcome" }
description = { de = "Ein kurzer Überblick über den Tag.", en = "A short overview of the day." }

[[sessions]]
id = "augenhoehe"
room = "beratung"
slot = "runde-1"
title = { de = "Was Beratung auf Augenhöhe braucht", en = "What advice at eye level needs" }
description = { de = "Mit Fällen aus der Praxis.", en = "With cases from practice." }

[[sessions]]
id = "kleiner-kreis"
room = "kreis"
slot = "runde-1"
title = { de = "Gespräch im kleinen Kreis", en = "Conversation in a small circle" }
"""


def small_day(slug: str, entry: str = "ticket") -> str:
    """A day with a foyer, a plenum, a workshop for 40 and one for a single person, and a cafeteria with three tables.

    It opens with a session in the plenum. Both languages are complete, so that a text in the wrong one is the app's.
    """
    return _SMALL.replace("SLUG", slug).replace("ENTRY", entry)


def example_day(slug: str) -> str:
    """The example event under another name."""
    return re.sub(r'(?m)^slug = ".*"$', f'slug = "{slug}"', EXAMPLE.read_text(encoding="utf-8"), count=1)
