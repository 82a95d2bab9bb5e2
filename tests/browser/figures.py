"""What every page keeps to, measured in the browser on one load."""

from __future__ import annotations

import gzip
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.phone import Phone

# HTML, compressed: what the first round trip of a connection carries.
LARGEST = 14 * 1024
# What the browser must have before it draws any text: the page, and whatever stands in its way.
REQUESTS_BEFORE_TEXT = 2
SMALLEST_TARGET = 44
NARROWEST, USUAL = 320, 360
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

_LOOK, _WIDE = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("look.js", "wide.js"))
_AXE = "tags => axe.run({ runOnly: tags, resultTypes: ['violations'] }).then(found => found.violations)"


def faults(phone: Phone, *, by_axe: bool = True) -> list[str]:
    """All that is wrong with the page that the phone shows: its size, words, look, what axe finds, failing scripts."""
    seen = phone.page.evaluate(_LOOK, SMALLEST_TARGET)
    size = len(gzip.compress(phone.answer.body(), 6))
    told = {
        f"{size} bytes compressed": size > LARGEST,
        f"{seen['asked']} requests before text": seen["asked"] > REQUESTS_BEFORE_TEXT,
        f"{seen['headings']} headings of the page": seen["headings"] != 1,
        "no first sentence that says what to do now, straight after the heading": not seen["first"],
        f"not in her language: {seen['language']}": seen["language"] != phone.language,
    }
    found = [fault for fault, is_so in told.items() if is_so]
    found += [f"a heading is skipped before “{words}”" for words in seen["skipping"]]
    found += [f"too small a target: {target}" for target in seen["small"]]
    return [*found, *_of_its_width(phone), *(_of_axe(phone) if by_axe else ()), *phone.refused]


def _of_its_width(phone: Phone) -> list[str]:
    """On the narrowest phone, and with letters twice as large on a usual one."""
    found: list[str] = phone.page.evaluate(_WIDE, ["100%", NARROWEST])
    phone.page.set_viewport_size({"width": USUAL, "height": 740})
    found += phone.page.evaluate(_WIDE, ["200%", USUAL])
    phone.page.set_viewport_size({"width": NARROWEST, "height": 740})
    return found


def _of_axe(phone: Phone) -> list[str]:
    phone.page.evaluate(AXE_SCRIPT)
    return [
        f"axe: {one['help']} ({one['id']}): {node['html'][:160]}"
        for one in phone.page.evaluate(_AXE, STANDARD)
        for node in one["nodes"]
    ]
