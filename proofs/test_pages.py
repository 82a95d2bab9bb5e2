"""Pages on a bad line: double taps are single acts, the first text comes soon, and drawing costs little."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import pytest

from market.http import Market
from market.web.shell import frame
from proofs.market_process import SECONDS
from tests.browser.conftest import address, chromium, demo, open_phone, sample  # noqa: F401
from tests.browser.page import Page
from tests.browser.pages import PAGES
from tests.browser.phone import PRESSES, Open, Phone
from tests.browser.sample import Sample
from tests.conftest import _app, app, database_url, home, stripe  # noqa: F401
from tests.support.browsing import BROWSER, come
from tests.support.village import a_household

DELAY = 5
AT_ONCE = 10
DOUBLE_TAPS = 100 if SECONDS >= 60 else 10
# Kilobits a second, milliseconds of delay, and how soon the first text must be there.
LINES = {"the edge of a cell": (400, 400, 2.0), "hardly a line": (50, 600, 6.0)}
DRAWN_IN_MS = 3.0
ROUNDS = 15
Taken = dict[str, dict[str, float]]
_PAGES = sorted((page for page in PAGES if page.then is None), key=lambda page: not page.path.startswith("/shop"))
# In the gate some, those of a household first.
WALKED = {page.name: page for page in (_PAGES if SECONDS >= 60 else _PAGES[:8])}


@pytest.fixture
def slow(sample: Sample) -> Sample:  # noqa: F811
    """Each form waits on its way, so that two of the same are under way together."""
    answer = sample.service.wsgi_app

    def delayed(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["REQUEST_METHOD"] == "POST":
            time.sleep(DELAY)
        return answer(environ, start_response)

    sample.service.wsgi_app = delayed  # type: ignore[method-assign]
    return sample


def presses_twice(phone: Phone, script: bool) -> None:
    """Without script, each tap opens a tab of its own: in the same one, the second would call the first off."""
    if script:
        phone.page.evaluate(PRESSES, "main form")
        return
    phone.page.evaluate("document.querySelector('main form').target = '_blank'")
    for _ in range(2):
        phone.page.locator("main form button").tap()


def answers(phone: Phone, script: bool) -> None:
    while not script and len(phone.context.pages) < 3:
        phone.page.wait_for_timeout(50)
    for page in [phone.page] if script else phone.context.pages[1:]:
        page.wait_for_selector("text=Đã ghi.", timeout=60_000)
    phone.context.close()


@pytest.mark.parametrize("script", [False, True])
def test_a_hundred_double_taps_are_a_hundred_acts(open_phone: Open, slow: Sample, script: bool) -> None:  # noqa: F811
    her, wished = a_household(), [f"Na {n} 1000 s" for n in range(DOUBLE_TAPS)]
    for first in range(0, DOUBLE_TAPS, AT_ONCE):
        phones = [open_phone(script=script, at=slow.address) for _ in range(AT_ONCE)]
        for n, phone in enumerate(phones, first):
            phone.sign_in(her)
            phone.open("/sample")
            phone.type("name", f"Na {n}")
            presses_twice(phone, script)
        for phone in phones:
            answers(phone, script)
    print(f"{len(slow.said)} acts of {DOUBLE_TAPS} double taps, {slow.asked} forms taken in, {DELAY} s late")  # noqa: T201
    assert sorted(slow.said) == sorted(wished)


@pytest.fixture(scope="module")
def taken() -> Iterator[Taken]:
    """What each page took, told at the end."""
    told: Taken = {}
    yield told
    for what, pages in told.items():
        slowest = sorted(pages.items(), key=lambda one: -one[1])[:5]
        print(f"\n{what}: {len(pages)} pages, median {median(pages.values()):.2f};", dict(slowest))  # noqa: T201


@pytest.fixture(params=WALKED)
def page(request: pytest.FixtureRequest) -> Page:
    walked = WALKED[request.param]
    if walked.needs:
        request.getfixturevalue(walked.needs)
    return walked


@pytest.mark.parametrize("line", LINES)
def test_the_first_text_comes_soon(taken: Taken, demo, open_phone: Open, line: str, page: Page) -> None:  # noqa: F811
    kbits, late_ms, soon = LINES[line]
    phone = open_phone(width=320)
    known = page.state()
    phone.slow_down(kbits, late_ms)
    page.seen(phone, known)
    seconds = phone.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1e3
    taken.setdefault(f"first text in s on {line}", {})[page.name] = round(seconds, 2)
    assert seconds <= soon


def test_drawing_a_page_costs_little(taken: Taken, demo, app: Market, monkeypatch, page: Page) -> None:  # noqa: F811
    """Processor time of the frame and the template; what the rules and queries cost is theirs."""
    browser, spent = app.test_client(), list[float]()
    known = page.state()
    if "me" in known:
        come(browser, known["me"])
    monkeypatch.setattr(frame, "page", timed(frame.page, spent))
    for _ in range(ROUNDS):
        browser.get(page.path.format(**known), headers=BROWSER)
    ms = median(spent[1:])  # the first compiles
    taken.setdefault("drawn in ms", {})[page.name] = round(ms, 2)
    assert ms <= DRAWN_IN_MS


def timed(draw: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def measured(*args: Any, **kwargs: Any) -> Any:
        before = time.thread_time()
        try:
            return draw(*args, **kwargs)
        finally:
            spent.append((time.thread_time() - before) * 1e3)

    return measured
