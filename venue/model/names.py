"""What a person may be called: names and organisations as they come from a form, a ticket or a list.

A name is shown to hundreds of people beside what others said, so it must not be able to reverse, hide or overlap the
text around it. Within that, every script and every real name is welcome.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

NameFault = Literal["name_needed", "name_too_long", "name_bad"]

LONGEST: Final = 80
"""Characters (code points) of a name or an organisation, after cleaning."""

_LONGEST_RAW: Final = 1000
"""Characters beyond which nothing is cleaned any more: it is too long whatever becomes of it."""

_REFUSED_KINDS: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, invisible format characters (bidirectional ones, zero widths, tags), lone surrogates, private and
unassigned code points, line and paragraph separators: Unicode's general categories."""

_BLANK_LETTERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs that show nothing: categories do not tell them."""

_JOINERS: Final = frozenset("\u200c\u200d")
_VIRAMA: Final = 9
_STACKED: Final = 4
"""Marks on one letter at most: more is no script, but a tower that covers the lines above and below."""


class BadName(ValueError):
    """The name cannot be used; `code` says why."""

    def __init__(self, code: NameFault) -> None:
        super().__init__(code)
        self.code: NameFault = code


def clean_name(raw: str) -> str:
    """The name in Unicode's composed form (NFC) with single spaces, 1 to 80 characters; raises `BadName`."""
    name = _clean(raw)
    if not any(unicodedata.category(char)[0] in "LN" for char in name):
        raise BadName("name_needed")
    return name


def clean_org(raw: str) -> str:
    """The same for an organisation, which may be empty."""
    return _clean(raw)


def _clean(raw: str) -> str:
    if len(raw) > _LONGEST_RAW:
        raise BadName("name_too_long")
    if any(_is_refused(raw, at) for at in range(len(raw))):
        raise BadName("name_bad")
    text = " ".join(unicodedata.normalize("NFC", raw).split())
    if len(text) > LONGEST:
        raise BadName("name_too_long")
    if _tallest(text) > _STACKED:
        raise BadName("name_bad")
    return text


def _is_refused(text: str, at: int) -> bool:
    char = text[at]
    if char in _JOINERS:
        return not _joins(text, at)
    return unicodedata.category(char) in _REFUSED_KINDS or char in _BLANK_LETTERS


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands where a script needs it (RFC 5892, A.1 and A.2): after a virama, or inside Arabic.

    Persian names are written with one; between Latin letters it would only make two names look the same.
    """
    if at == 0 or at + 1 == len(text):
        return False
    before, after = text[at - 1], text[at + 1]
    if unicodedata.combining(before) == _VIRAMA:
        return True
    return text[at] == "\u200c" and unicodedata.bidirectional(before) == unicodedata.bidirectional(after) == "AL"


def _tallest(text: str) -> int:
    """The most marks that stand on one letter."""
    tallest = height = 0
    for char in text:
        height = height + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        tallest = max(tallest, height)
    return tallest
