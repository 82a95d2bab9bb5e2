"""Every page and every refusal keeps to the figures, in both languages: size, requests, width, targets, WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from market.http import Market
from tests.browser.conftest import new_phone
from tests.browser.figures import NARROWEST, faults
from tests.browser.page import Page
from tests.browser.pages import PAGES
from tests.browser.phone import Open, Phone


@pytest.fixture(scope="module")
def passed_on(chromium: Browser, address: str) -> Iterator[Phone]:
    """One phone for all pages, emptied before each: a browser that has just begun takes half as long again."""
    phone = new_phone(chromium, address, width=NARROWEST)
    phone.network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield phone
    phone.context.close()


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_every_page_keeps_to_the_figures(request, app: Market, passed_on: Phone, page: Page) -> None:
    if page.needs:
        request.getfixturevalue(page.needs)
    if page.in_demo:
        request.getfixturevalue("demo")
    phone, known = passed_on, page.state()
    phone.pass_on()
    for language in ("vi", "en"):
        phone.speak(language)
        page.seen(phone, known)
        assert phone.answer.status == page.status
        assert (language, faults(phone, by_axe=language == "vi")) == (language, [])  # axe reads no words
    # A refusal changes nothing, so that the next is seen in the same state; in English it differs by its words alone.
    for wrong in page.wrong:
        phone.pass_on()
        phone.speak("vi")
        page.seen(phone, known, wrong)
        assert (wrong, 400 <= phone.answer.status < 500) == (wrong, True)
        assert (wrong, faults(phone)) == (wrong, [])


BREAK = """() => {
  document.documentElement.lang = 'de'
  document.querySelector('button').style.cssText = 'min-height: 0; height: 20px; padding: 0'
  document.querySelector('.now').remove()
  document.querySelector('main').insertAdjacentHTML('beforeend',
    '<h1>Hai</h1><h4>Bốn</h4><input><p id="wide">a</p>')
  document.querySelector('#wide').style.width = '400px'
}"""


def test_whatever_breaks_a_figure_is_found(open_phone: Open) -> None:
    phone = open_phone(width=NARROWEST)
    phone.open("/sign-in")
    assert faults(phone) == []
    phone.page.evaluate(BREAK)
    told = " ".join(faults(phone))
    for part in (
        "2 headings", "no first sentence", "her language: de", "skipped before “Bốn”", "small a target: <button",
        "with letters of 100%", "with letters of 200%", "axe: Form elements must have labels",
    ):  # fmt: skip
        assert part in told, told
