"""Walking through a page by keyboard alone, and looking at every step whether one can see where one is."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.journeys.browser import Guest

FAR: Final = 120
"""Steps after which somebody has given up."""

_SEEN: Final = """() => {
  const at = document.activeElement;
  if (at === null || at === document.body || at === document.documentElement) return 'nothing has the focus';
  const box = at.getBoundingClientRect();
  const apart = box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth;
  if (apart || box.width === 0 || box.height === 0) return `the focus is out of sight: ${at.outerHTML.slice(0, 120)}`;
  // A ring on the element itself, or on the frame that is drawn around it.
  for (const element of [at, at.parentElement, at.parentElement?.parentElement]) {
    if (!element) continue;
    const style = getComputedStyle(element);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return '';
    if (element === at && style.boxShadow !== 'none') return '';
  }
  return `nothing shows the focus on ${at.outerHTML.slice(0, 120)}`;
}"""


def sees_the_focus(guest: Guest) -> None:
    """Something has the focus, it is in the window, and a ring shows it."""
    guest.is_drawn()
    trouble: str = guest.page.evaluate(_SEEN)
    assert trouble == "", trouble


def keeps_the_focus(guest: Guest) -> None:
    """The focus is somewhere: who goes on with Tab does not begin at the top again."""
    guest.is_drawn()
    assert guest.page.evaluate("document.activeElement !== document.body"), "the focus was lost"


def walks_to(guest: Guest, name: str | re.Pattern[str], *, back: bool = False) -> None:
    """Tab (or Shift+Tab) until what has the focus is called `name`; each stop on the way can be seen."""
    page = guest.page
    for _ in range(FAR):
        if _is_called(page, name):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
        sees_the_focus(guest)
    raise AssertionError(f"the keyboard did not lead to {name!r}")


def _is_called(page: Page, name: str | re.Pattern[str]) -> bool:
    try:
        expect(page.locator(":focus")).to_have_accessible_name(name, timeout=1)
    except AssertionError:
        return False
    return True
