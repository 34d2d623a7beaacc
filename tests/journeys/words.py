"""The app's texts, read from its catalogues: so that stories can ask for a sentence in either language by its key."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

Language = Literal["de", "en"]

_CATALOGUES: Final = Path(__file__).resolve().parents[2] / "static" / "src" / "i18n"
_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_TOKEN: Final = re.compile(rf"(?P<key>[A-Za-z_]\w*):|(?P<text>{_TEXT})|(?P<open>\{{)|(?P<close>\}})|(?P<other>[^\s])")
_PIECE: Final = re.compile(rf"{_TEXT}|`[^`]*`")


@cache
def catalogue(language: Language, namespace: str) -> dict[str, str]:
    """Every plain sentence of a namespace: `refused.ticket_forged.title` -> text. Those with numbers are functions."""
    source = (_CATALOGUES / language / f"{namespace}.ts").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    path: list[str] = []
    key = ""
    tokens = list(_TOKEN.finditer(source, source.index("= {") + 3))
    for token, after in pairwise(tokens):
        if token["key"]:
            key = token["key"]
        elif token["open"]:
            path.append(key)
        elif token["close"]:
            path = path[:-1]
        elif token["text"] and after.group() in (",", "}"):
            found[".".join([*path, key])] = json.loads(token["text"])
    return found


def say(language: Language, key: str) -> str:
    """One sentence: `say("de", "door.refused.ticket_forged.title")`."""
    namespace, _, path = key.partition(".")
    return catalogue(language, namespace)[path]


@cache
def every_phrase(language: Language) -> frozenset[str]:
    """All texts of a language of two words and more; those with numbers in them are cut at the numbers."""
    phrases: set[str] = set()
    for file in sorted((_CATALOGUES / language).glob("*.ts")):
        for piece in _PIECE.findall(re.sub(r"/\*.*?\*/|//.*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)):
            phrases |= {part.strip() for part in re.split(r"\$\{[^}]*\}", _unquoted(piece))}
    return frozenset(phrase for phrase in phrases if len(phrase.split()) >= 2)


def _unquoted(piece: str) -> str:
    return json.loads(piece) if piece.startswith('"') else piece.strip("`")
