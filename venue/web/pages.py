"""Pages: the browser app under every address of an event, the list of events, and the app's files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from venue.model.event import Event
from venue.web.door_refusal import DoorRefusal
from venue.web.front import Front, front_of
from venue.web.representation import ASK_AGAIN, answer, represent
from venue.web.site import shelf, site_of, sites_of

STYLE: Final = "/docs/page.css"
"""The style sheet of pages that the server writes itself."""

_HTML: Final = "text/html; charset=utf-8"
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_LANGUAGE: Final = re.compile(r'<html lang="[^"]*"')


async def root(request: Request) -> Response:
    """`GET /`: to the event, or a list where there are several."""
    events = [site.event for site in sites_of(request).values() if site.event.copy_of is None]
    if len(events) == 1:
        return RedirectResponse(f"/{events[0].slug}/", 307, {"Cache-Control": "no-store"})
    return answer(request, represent(_list(events).encode(), _HTML, ASK_AGAIN))


async def bare_slug(request: Request) -> Response:
    """`GET /{slug}`: cookies and addresses of an event begin with `/{slug}/`. Also files beside the app's page."""
    slug = str(request.path_params["slug"])
    if slug in front_of(request).assets:
        return front_of(request).assets.answer(request, slug)
    if slug == "robots.txt":
        return PlainTextResponse("User-agent: *\nDisallow: /\n", headers={"Cache-Control": ASK_AGAIN})
    if slug not in sites_of(request):
        return _nothing_here()
    return RedirectResponse(f"/{slug}/", 307, {"Cache-Control": "no-store"})


async def app_page(request: Request) -> Response:
    """`GET /{slug}/...`: the app, which finds out by the address what to show."""
    site = sites_of(request).get(str(request.path_params["slug"]))
    if site is None:
        return _nothing_here()
    front = front_of(request)
    event = site.event
    kept = front.keep(
        f"page {shelf(event)}", site.version, lambda: represent(_page_of(event, front).encode(), _HTML, ASK_AGAIN)
    )
    page = answer(request, kept)
    if event.copy_of is not None:
        page.headers["X-Robots-Tag"] = "noindex"
    return page


async def asset(request: Request) -> Response:
    """`GET /assets/...`: a file of the built app."""
    return front_of(request).assets.answer(request, f"assets/{request.path_params['path']}")


async def no_such_call(request: Request) -> Response:
    """`/{slug}/api/...` that is none: never answered with a page."""
    site_of(request)
    raise DoorRefusal("bad_request", "there is no such call", status=404)


async def only_websocket(_request: Request) -> Response:
    """`GET /{slug}/ws` without wanting a websocket."""
    return PlainTextResponse("This address speaks websocket only.\n", 426, {"Upgrade": "websocket"})


async def style(request: Request) -> Response:
    """The style sheet of pages that the server writes itself."""
    kept = front_of(request).kept
    if STYLE not in kept:
        content = (Path(__file__).parent / "page.css").read_bytes()
        kept[STYLE] = represent(content, "text/css; charset=utf-8", ASK_AGAIN)
    return answer(request, kept[STYLE])


def written_page(title: str, body: str, language: str = "en") -> str:
    """A page that the server writes itself; `body` is HTML."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" href="{STYLE}">\n<link rel="icon" href="data:,">\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _page_of(event: Event, front: Front) -> str:
    """The app's page under the event's own title and in its language, for the moment before the app has started."""
    title = escape(event.text(event.title, event.default_language))
    page = _LANGUAGE.sub(f'<html lang="{event.default_language}"', front.assets.index, count=1)
    return _TITLE.sub(lambda _: f"<title>{title}</title>", page, count=1)


def _list(events: Iterable[Event]) -> str:
    items = "\n".join(
        f'<li lang="{event.default_language}"><a href="/{event.slug}/">'
        f"{escape(event.text(event.title, event.default_language))}</a>"
        f' <span class="aside">{event.starts:%Y-%m-%d}</span></li>'
        for event in sorted(events, key=lambda event: event.starts)
    )
    head = '<h1>Veranstaltungen <span lang="en">· Events</span></h1>'
    body = f'<main>\n{head}\n<ul class="events">\n{items}\n</ul>\n</main>'
    return written_page("Veranstaltungen · Events", body, "de")


def _nothing_here() -> Response:
    body = (
        "<main>\n<h1>Hier ist keine Veranstaltung</h1>\n"
        "<p>Bitte prüfen Sie die Adresse, am besten mit dem Link aus Ihrer Einladung.</p>\n"
        '<p lang="en">There is no event here. Please check the address, best with the link in your invitation.</p>\n'
        "</main>"
    )
    page = written_page("Hier ist keine Veranstaltung · No event here", body, "de")
    return HTMLResponse(page, 404, {"Cache-Control": "no-store"})


_ANY: Final = ["GET", "POST", "PUT", "PATCH", "DELETE"]

FIRST: Final = [
    Route("/", root),
    Route("/assets/{path:path}", asset),
    Route(STYLE, style),
]

LAST: Final = [
    Route("/{slug}/api/{path:path}", no_such_call, methods=_ANY),
    Route("/{slug}/ws", only_websocket),
    Route("/{slug}", bare_slug),
    Route("/{slug}/{path:path}", app_page),
]
"""Match what nothing before them matched."""
