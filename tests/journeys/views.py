"""Every view of the app, for what must be true of all of them."""

from __future__ import annotations

from typing import Final

INSIDE: Final[dict[str, str]] = {
    "foyer": "",
    "plenum": "room/plenum",
    "workshop": "room/beratung",
    "cafeteria": "room/cafeteria",
    "table": "room/cafeteria.1",
    "programme": "programme",
    "my day": "my-day",
    "my data": "privacy",
    "imprint": "legal/imprint",
    "privacy": "legal/privacy",
    "accessibility": "legal/accessibility",
    "moderation": "moderation",
    "run": "run",
    "operations": "operations",
    "info desk": "infodesk",
    "nowhere": "dachboden",
    "no such room": "room/dachboden",
}
"""What it is -> its address, for somebody who is inside and may see everything."""

OUTSIDE: Final[dict[str, str]] = {
    "door without a ticket": "door",
    "imprint": "legal/imprint",
    "privacy": "legal/privacy",
    "accessibility": "legal/accessibility",
    "my data, unknown": "privacy",
}
"""The same for somebody who has not entered."""
