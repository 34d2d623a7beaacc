"""Whether everything that is written can be read: nothing beyond the window's edge, nothing cut off."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

_BEYOND: Final = """() => {
  const beyond = [];
  const page = document.documentElement;
  const [needed, there] = [page.scrollWidth, page.clientWidth];
  if (needed > there) beyond.push(`the page is ${needed} wide, the window ${there}`);
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    const scrolls = (style.overflowX === 'auto' || style.overflowX === 'scroll') && element.clientWidth > 0;
    // Tables may be wider than the window (WCAG 2.2, 1.4.10).
    if (!scrolls || element.scrollWidth <= element.clientWidth + 1 || element.querySelector('table')) continue;
    const name = element.getAttribute('aria-label') ?? element.className;
    beyond.push(`${element.tagName} "${name}" scrolls sideways: ${element.scrollWidth} in ${element.clientWidth}`);
  }
  return beyond;
}"""

_CUT: Final = """() => {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    // A skip link waits outside of the window until it has the focus.
    if (!node.data.trim() || parent.closest('svg, a[href^="#"]')) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width < 1 || text.height < 1) continue;
    let { top, bottom, left, right } = text;
    for (let above = parent; above && above !== document.documentElement; above = above.parentElement) {
      const style = getComputedStyle(above);
      const box = above.getBoundingClientRect();
      // Shortened on purpose, with a sign of it, as no countdown may be; or there for screen readers alone.
      const shortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      if (shortened && !parent.closest('[role="timer"]')) break;
      if (style.clipPath !== 'none' || (box.width <= 2 && box.height <= 2)) break;
      const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
      const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll';
      if (scrolls(style.overflowY)) ({ top, bottom } = box);
      if (scrolls(style.overflowX)) ({ left, right } = box);
      const tall = hides(style.overflowY) && (bottom > box.bottom + 2 || top < box.top - 2);
      const wide = hides(style.overflowX) && (right > box.right + 2 || left < box.left - 2);
      if (tall || wide) {
        const by = `${above.tagName}.${above.className}`;
        cut.push(`"${node.data.trim().slice(0, 60)}" is cut ${tall ? 'below' : 'beside'} by ${by}`);
        break;
      }
    }
  }
  return cut;
}"""

_SPACED: Final = """(on) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = on ? [sheet] : [];
}"""
"""The values of WCAG 2.2, 1.4.12."""


def beyond_the_edge(page: Page) -> list[str]:
    """What makes one scroll sideways."""
    found: list[str] = page.evaluate(_BEYOND)
    return found


def cut_off(page: Page) -> list[str]:
    """Texts of which a part is hidden without a sign of it."""
    found: list[str] = page.evaluate(_CUT)
    return found


def space_texts(page: Page, *, on: bool) -> None:
    """The reader's own text spacing, as a bookmarklet sets it."""
    page.evaluate(_SPACED, on)
