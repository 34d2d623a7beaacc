"""Headers that every answer carries: what pages of the venue may load, and who may look into them."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from venue.web.origin import is_https

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Nothing from another host, nothing written into a page, no frames: a script that is smuggled in does not run."""

HEADERS: Final[tuple[tuple[str, str], ...]] = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Robots-Tag", "noindex"),
)

_STRICT_TRANSPORT: Final = ("Strict-Transport-Security", "max-age=31536000")


class SecurityHeaders:
    """ASGI middleware. A header that an answer already has stays as it is."""

    def __init__(self, app: ASGIApp, base_url: str = "") -> None:
        self._app = app
        self._base_url = base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Said over plain http it would be ignored, and behind a proxy without https it would lock visitors out.
        headers = (*HEADERS, _STRICT_TRANSPORT) if is_https(HTTPConnection(scope), self._base_url) else HEADERS

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = MutableHeaders(scope=message)
                for name, value in headers:
                    present.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_secured)
