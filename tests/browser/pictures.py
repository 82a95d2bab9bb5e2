"""`make pictures` draws every page of the table, to be looked at; `make readme-pictures` the four of the README."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.pages import SEEN
from tests.browser.phone import Open, Phone
from tests.support.sources import ROOT

BUILT, SHOWN = ROOT / "build" / "pictures", ROOT / "docs" / "pictures"
# How it is looked at: language and width.
VIEWS = {"vi": ("vi", 360), "en": ("en", 360), "desktop": ("vi", 1280)}
IN_README = {
    "front": "the shop front with pictures",
    "today": "a household's full day",
    "order": "an order of fresh goods to pack",
    "money": "her money",
}
LARGEST = 60_000
for_readme = pytest.mark.skipif("FOR_README" not in os.environ, reason="make readme-pictures")
for_all = pytest.mark.skipif("FOR_README" in os.environ, reason="make pictures")


def shows(request: pytest.FixtureRequest, phone: Phone, name: str) -> None:
    page, wrong = SEEN[name]
    if page.needs:
        request.getfixturevalue(page.needs)
    if page.in_demo:
        request.getfixturevalue("demo")
    phone.speak(phone.language)
    page.seen(phone, page.state(), wrong)


@for_all
@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_is_drawn(request: pytest.FixtureRequest, open_phone: Open, view: str, name: str) -> None:
    language, width = VIEWS[view]
    phone = open_phone(width=width, language=language, mobile=width < 1000)
    shows(request, phone, name)
    phone.page.screenshot(path=BUILT / view / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png", full_page=True)


@for_readme
@pytest.mark.parametrize("file", IN_README)
def test_a_picture_of_the_readme_is_drawn(request: pytest.FixtureRequest, open_phone: Open, file: str) -> None:
    phone = open_phone(width=360, sharp=2)
    shows(request, phone, IN_README[file])
    keep(phone.page.screenshot(), SHOWN / f"{file}.webp")


def keep(drawn: bytes, file: Path) -> None:
    """As WebP, no larger than a README should load."""
    file.parent.mkdir(exist_ok=True)
    for quality in range(85, 20, -10):
        small = io.BytesIO()
        Image.open(io.BytesIO(drawn)).convert("RGB").save(small, "WEBP", quality=quality, method=6)
        if small.tell() <= LARGEST:
            file.write_bytes(small.getvalue())
            return
    raise AssertionError(f"{file.name} is larger than {LARGEST} bytes")
