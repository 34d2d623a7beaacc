"""The app's files: compressed as the browser likes, kept for good, and nothing else of the machine."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from venue.errors import UserMistake
from venue.web.assets import Assets

SCRIPT = b"export const answer = 42;\n" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    built = tmp_path / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<title>…</title>", encoding="utf-8")
    (built / "index.html.br").write_bytes(b"brotli page")
    (built / "icon.svg").write_text("<svg/>")
    (built / "assets" / "app-1f2e.js").write_bytes(SCRIPT)
    (built / "assets" / "app-1f2e.js.br").write_bytes(b"brotli")
    (built / "assets" / "app-1f2e.js.gz").write_bytes(gzip.compress(SCRIPT))
    (built / "assets" / "plain-00.css").write_bytes(b"p{}" * 400)
    (built / "assets" / "secret.pem").write_text("not part of an app")
    (tmp_path / "outside.txt").write_text("outside")
    return built


@pytest.fixture
def client(folder: Path) -> httpx.AsyncClient:
    assets = Assets(folder)

    async def file(request: Request) -> Response:
        return assets.answer(request, str(request.path_params["path"]))

    app = Starlette(routes=[Route("/{path:path}", file)])
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://venue", headers={"accept-encoding": ""}
    )


SCRIPT_AT = "/assets/app-1f2e.js"


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("", None),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("gzip;q=0.5, identity;q=1", None),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("GZIP", "gzip"),
        ("br;q=nonsense, gzip", "gzip"),
        (";;;,,,q=", None),
    ],
)
async def test_a_browser_gets_the_smallest_form_it_accepts(
    client: httpx.AsyncClient, accept: str, encoding: str | None
) -> None:
    async with client.stream("GET", SCRIPT_AT, headers={"accept-encoding": accept}) as answer:
        raw = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == encoding
    assert raw == {None: SCRIPT, "br": b"brotli", "gzip": gzip.compress(SCRIPT)}[encoding]
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_what_has_its_hash_in_its_name_is_kept_for_good(client: httpx.AsyncClient) -> None:
    assert (await client.get(SCRIPT_AT)).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (await client.get("/icon.svg")).headers["cache-control"] == "no-cache"


async def test_what_a_browser_has_already_is_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get(SCRIPT_AT)
    for known in (first.headers["etag"], f"W/{first.headers['etag']}", f'"other", {first.headers["etag"]}', "*"):
        again = await client.get(SCRIPT_AT, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b""), known
        assert again.headers["etag"] == first.headers["etag"]
    assert (await client.get(SCRIPT_AT, headers={"if-none-match": '"other"'})).status_code == 200


async def test_each_form_has_a_tag_of_its_own(client: httpx.AsyncClient) -> None:
    plain = await client.get(SCRIPT_AT)
    packed = await client.get(SCRIPT_AT, headers={"accept-encoding": "gzip"})
    assert plain.headers["etag"] != packed.headers["etag"]


async def test_asking_for_the_headers_alone_brings_no_body(client: httpx.AsyncClient) -> None:
    head = await client.head(SCRIPT_AT)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(SCRIPT))


async def test_a_file_without_compressed_forms_is_compressed_at_the_start(client: httpx.AsyncClient) -> None:
    packed = await client.get("/assets/plain-00.css", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == b"p{}" * 400


@pytest.mark.parametrize(
    "path",
    ["/../outside.txt", "/assets/../../outside.txt", "/%2e%2e/outside.txt", "/assets/%2e%2e%2f%2e%2e%2foutside.txt",
     "//etc/passwd", "/assets/", "/assets/secret.pem", "/assets/app-1f2e.js.br", "/index.html",
     "/assets/app-1f2e.js%00"],
)  # fmt: skip
async def test_no_other_file_can_be_reached(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(httpx.URL(f"http://venue{path}"))
    assert answer.status_code == 404
    assert b"outside" not in answer.content


def test_a_folder_without_the_apps_page_is_a_mistake_that_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="make app"):
        Assets(tmp_path)
