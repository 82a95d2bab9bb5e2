"""What every page keeps to, measured in the browser on one load."""

from __future__ import annotations

import gzip
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.phone import Phone

# HTML, compressed: what the first round trip of a connection carries.
LARGEST = 14 * 1024
# What the browser must have before it draws any text: the page, and whatever stands in its way.
REQUESTS_BEFORE_TEXT = 2
SMALLEST_TARGET = 44
NARROWEST = 320
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

_IN_THE_WAY = """() => 1 + performance.getEntriesByType('navigation')[0].redirectCount
  + performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus === 'blocking').length"""
_WIDTH = "document.documentElement.scrollWidth"
# A label is tapped for its tick. A skip link is there for keys only.
_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => e.type !== 'hidden' && !e.matches('.skip'))
  .map(e => (['checkbox', 'radio', 'file'].includes(e.type) && e.closest('label')) || e)
  .map(e => [e, e.getBoundingClientRect()]).filter(([e, box]) => box.width && box.height)
  .filter(([e, box]) => box.height < %d - .01 || box.width < %d - .01)
  .map(([e, box]) => `${e.outerHTML.slice(0, 120)} is ${box.width} × ${box.height}`)"""
_ORDER = """() => { let last = 1; return [...document.querySelectorAll('h2, h3, h4')]
  .filter(e => { const level = +e.tagName[1], jumps = level > last + 1; last = level; return jumps })
  .map(e => e.innerText) }"""
_AXE = "tags => axe.run({ runOnly: tags, resultTypes: ['violations'] }).then(found => found.violations)"


def faults(phone: Phone, html: bytes) -> list[str]:
    """All that is wrong with the page that the phone shows; `html` is what was sent for it."""
    return [*_of_its_size(phone, html), *_of_its_words(phone), *_of_its_look(phone), *_of_axe(phone), *phone.refused]


def _of_its_size(phone: Phone, html: bytes) -> list[str]:
    size, asked = len(gzip.compress(html, 6)), phone.page.evaluate(_IN_THE_WAY)
    return [f"{size} bytes compressed"] * (size > LARGEST) + [f"{asked} requests"] * (asked > REQUESTS_BEFORE_TEXT)


def _of_its_words(phone: Phone) -> list[str]:
    page, found = phone.page, []
    if page.locator("h1").count() != 1:
        found.append("not one h1")
    if page.locator("h1 + .now").count() != 1 or not phone.now.strip():
        found.append("no first sentence that says what to do now, straight after the heading")
    if page.get_attribute("html", "lang") != phone.language:
        found.append("not in her language")
    return found + [f"a heading is skipped before “{words}”" for words in page.evaluate(_ORDER)]


def _of_its_look(phone: Phone) -> list[str]:
    """At 320 px, and with letters twice as large on a usual phone."""
    page = phone.page
    targets = page.evaluate(_TARGETS % (SMALLEST_TARGET, SMALLEST_TARGET))
    found = [f"too small a target: {told}" for told in targets]
    if (width := page.evaluate(_WIDTH)) > NARROWEST:
        found.append(f"{width} px wide on {NARROWEST}: {_widest(page)}")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if (width := page.evaluate(_WIDTH)) > NARROWEST:
        found.append(f"{width} px wide on {NARROWEST} with letters twice as large: {_widest(page)}")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def _widest(page: Any) -> str:
    told: str = page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + .5"
        " || e.getBoundingClientRect().right > 320.5).slice(-1).map(e => e.outerHTML.slice(0, 160)).join()"
    )
    return told


def _of_axe(phone: Phone) -> list[str]:
    phone.page.evaluate(AXE_SCRIPT)
    return [
        f"axe: {one['help']} ({one['id']}): {node['html'][:160]}"
        for one in phone.page.evaluate(_AXE, STANDARD)
        for node in one["nodes"]
    ]
