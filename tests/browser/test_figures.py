"""Every page and every refusal keeps to the figures, in both languages: size, requests, width, targets, WCAG 2.2 AA."""

from __future__ import annotations

import pytest

from tests.browser.figures import NARROWEST, faults
from tests.browser.pages import SEEN
from tests.browser.phone import Open


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_keeps_to_the_figures(request, open_phone: Open, name: str, language: str) -> None:
    page, wrong = SEEN[name]
    if page.in_demo:
        request.getfixturevalue("demo")
    phone = open_phone(width=NARROWEST, language=language)
    page.seen(phone, wrong)
    assert phone.answer.status == page.status if wrong is None else 400 <= phone.answer.status < 500
    assert faults(phone, phone.answer.body()) == []
