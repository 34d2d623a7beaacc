"""Whether everybody can use what is shown: axe-core on the page as it is now, with nothing left out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

_AXE: Final = Path(__file__).resolve().parents[2] / "static" / "node_modules" / "axe-core" / "axe.min.js"
_RUN: Final = """async (rules) => {
  const options = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };
  if (rules.length > 0) options.runOnly = { type: 'rule', values: rules };
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
}"""
_TWINS: Final = """() => {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}"""
_OF_COLOURS: Final = ["color-contrast", "link-in-text-block"]
"""The rules whose answer depends on the theme."""


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds wrong with the page, one line for each place; `rules` empty for all of them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(_RUN, list(rules))
    return [f"{one['id']} ({one['help']}): {node}" for one in found for node in one["nodes"]]


def faults_in_light(page: Page, where: str) -> list[str]:
    """All rules, in light."""
    page.emulate_media(color_scheme="light")
    light = [f"{where}, light: {fault}" for fault in violations(page)]
    # axe-core leaves these to the reader, but a name that is taken from the wrong element is no name.
    return light + [f"{where}: two elements have the id {twin}" for twin in page.evaluate(_TWINS)]


def faults_in_light_and_dark(page: Page, where: str) -> list[str]:
    """All rules in light, and those about colours once more in dark; the device says which."""
    light = faults_in_light(page, where)
    page.emulate_media(color_scheme="dark")
    dark = [f"{where}, dark: {fault}" for fault in violations(page, *_OF_COLOURS)]
    page.emulate_media(color_scheme="light")
    return light + dark
