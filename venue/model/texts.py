"""What people write to each other: any script and any emoji, nothing that hides or turns the text around it."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_TURNING = "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
_HIDDEN = re.compile(f"[{_CONTROLS}{_TURNING}]")
"""Controls (but tab and line feed), line separators, and the bidirectional controls (Unicode UAX #9)."""

_GAPS = re.compile(r"\n{3,}")


def clean_text(raw: str) -> str:
    """The text in composed form (NFC), without controls, blank edges and long gaps; empty if nothing is left."""
    text = _HIDDEN.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
    return _GAPS.sub("\n\n", unicodedata.normalize("NFC", text)).strip()
