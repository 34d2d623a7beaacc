"""Answers that are the same for everybody: made once, kept in memory, compressed, and recognised by a browser again."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

FOREVER: Final = "public, max-age=31536000, immutable"
"""For what carries its content's hash in its name."""

ASK_AGAIN: Final = "no-cache"
"""May be kept, but not used without asking whether it is still the same."""

_PREFERRED: Final = ("br", "gzip")
_SMALL: Final = 512
"""Bytes below which compressing costs more than it saves."""


@dataclass(frozen=True)
class Representation:
    """One resource in the encodings there are of it; `identity` is always there."""

    content_type: str
    cache: str
    tag: str
    encodings: dict[str, bytes]


def represent(content: bytes, content_type: str, cache: str, ready: dict[str, bytes] | None = None) -> Representation:
    """`content` with the compressed forms in `ready`; without any, a gzip form is made where it helps."""
    encodings = {"identity": content, **(ready or {})}
    if ready is None and len(content) >= _SMALL:
        encodings["gzip"] = gzip.compress(content, 9, mtime=0)
    tag = hashlib.sha256(content).hexdigest()[:20]
    return Representation(content_type, cache, tag, encodings)


def answer(request: Request, found: Representation) -> Response:
    """The smallest form that the asker accepts; 304 where it has it already."""
    encoding = _choose(request.headers.get("accept-encoding", ""), found.encodings)
    headers = {"Cache-Control": found.cache, "ETag": f'"{found.tag}-{encoding}"', "Vary": "Accept-Encoding"}
    if _has_it(request.headers.get("if-none-match", ""), found):
        return Response(status_code=304, headers=headers)
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    return Response(found.encodings[encoding], media_type=found.content_type, headers=headers)


def _has_it(if_none_match: str, found: Representation) -> bool:
    if not if_none_match:
        return False
    known = {f'"{found.tag}-{encoding}"' for encoding in found.encodings}
    asked = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
    return "*" in asked or not known.isdisjoint(asked)


def _choose(accept: str, encodings: dict[str, bytes]) -> str:
    """The best of `encodings` by the weights in an Accept-Encoding header (RFC 9110, 12.5.3)."""
    weights = _weights(accept)
    offered = [encoding for encoding in _PREFERRED if encoding in encodings]
    best = max(offered, key=lambda encoding: weights.get(encoding, weights.get("*", 0.0)), default="identity")
    weight = weights.get(best, weights.get("*", 0.0))
    # An encoding beats plain bytes unless those are asked for with more weight.
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else "identity"


def _weights(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, _, rest = part.partition(";")
        weight = 1.0
        key, _, value = rest.strip().partition("=")
        if key.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                weight = 0.0
        if name.strip():
            found[name.strip()] = weight if 0 <= weight <= 1 else 0.0
    return found
