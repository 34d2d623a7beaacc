"""Which pages may act in a visitor's name: the venue's own, and no other.

A browser sends the visitor's pass to the venue whichever page asks, but it also says which page that is (`Origin`).
The comparison is exact. Programs have no page and send none.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_WEB: Final = {"ws": "http", "wss": "https"}


def own_origin(connection: HTTPConnection, base_url: str) -> str:
    """The venue's origin: that of `base_url`, or where there is none, of the address this request came to."""
    if base_url:
        return _origin(base_url)
    scheme = str(connection.scope.get("scheme", "http"))
    return _origin(f"{_WEB.get(scheme, scheme)}://{connection.headers.get('host', '')}")


def has_own_origin(connection: HTTPConnection, base_url: str) -> bool:
    """Whether the request names exactly one Origin, and it is the venue's."""
    own = own_origin(connection, base_url)
    return bool(own) and connection.headers.getlist("origin") == [own]


def has_foreign_origin(connection: HTTPConnection, base_url: str) -> bool:
    """Whether the request comes from a page, and not one of the venue's."""
    return "origin" in connection.headers and not has_own_origin(connection, base_url)


def is_https(connection: HTTPConnection, base_url: str) -> bool:
    """Whether browsers reach the venue over https (the scheme is what a trusted proxy says)."""
    return base_url.startswith("https://") or connection.scope.get("scheme") in ("https", "wss")


def _origin(url: str) -> str:
    """As browsers write it: lower case, without the scheme's own port. Empty where `url` has no usable host."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if not host or parts.scheme not in _DEFAULT_PORTS:
        return ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + ("" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}")
