"""One Chromium a worker, and the test's own application on a free port of this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from market.http import Market
from tests.browser.phone import Open, Phone
from tests.browser.sample import Sample, sampled
from tests.browser.serving import served
from tests.support.village import a_household

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None
)
HERE = Path(__file__).parent
LOCALES = {"vi": "vi-VN", "en": "en-GB"}
# What every journey is tried on.
PHONES = {"a phone without script": (360, False), "a small phone with script": (320, True)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser sees nothing of the database behind: once is enough."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("the gate needs a Chromium")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(_app: Market) -> Iterator[str]:
    """Where the application of the tests listens."""
    with served(_app) as address:
        yield address


def new_phone(
    chromium: Browser,
    address: str,
    *,
    width: int = 360,
    script: bool = True,
    language: str = "vi",
    mobile: bool = True,
    sharp: int = 1,
) -> Phone:
    context = chromium.new_context(
        viewport={"width": width, "height": 740},
        java_script_enabled=script,
        locale=LOCALES[language],
        has_touch=True,
        is_mobile=mobile,
        device_scale_factor=sharp,
        service_workers="block",
    )
    context.set_default_timeout(10_000)
    return Phone(context, address, language)


@pytest.fixture
def open_phone(app: Market, chromium: Browser, address: str) -> Iterator[Open]:
    """Gives phones, each with cookies of its own: `open_phone(width=320, script=False, language="en")`."""
    opened: list[Phone] = []

    def open_one(**how: Any) -> Phone:
        opened.append(new_phone(chromium, how.pop("at", address), **how))
        return opened[-1]

    yield open_one
    for phone in opened:
        phone.context.close()


@pytest.fixture(params=PHONES)
def phone(request: pytest.FixtureRequest, open_phone: Open) -> Phone:
    """A journey walks twice: without script at 360 px, and with it at 320."""
    width, script = PHONES[request.param]
    return open_phone(width=width, script=script)


@pytest.fixture
def sample(app: Market) -> Iterator[Sample]:
    """A page with every kind of field; `sample.address` is where."""
    with sampled(app) as sample:
        yield sample


@pytest.fixture(params=PHONES)
def lan(request: pytest.FixtureRequest, open_phone: Open, sample: Sample) -> Phone:
    """Hoàng Thị Lan, signed in, at the page with every kind of field."""
    width, script = PHONES[request.param]
    phone = open_phone(width=width, script=script, at=sample.address)
    phone.sign_in(a_household())
    phone.open("/sample")
    return phone


@pytest.fixture
def demo(home: Path, app: Market) -> Iterator[None]:
    """The application is the demo meanwhile."""
    file = home / "demo_secret_key"
    file.write_text(app.config["MARKET"].secret_key, encoding="ascii")
    yield
    file.unlink()
