"""The page of figures on a small phone that runs no script, in a real browser; only where there is a Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from market.accounts.rules import RoleName
from tests.conftest import _app, app, database_url, home  # noqa: F401
from tests.support.texting import code_sent
from tests.support.village import CHI_LANG, a_person, a_product, a_shop, placed_order

PHONE = "0987 654 321"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def address(app) -> Iterator[str]:  # noqa: F811
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def phone(address: str) -> Iterator[Any]:
    """A small phone that runs no script."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        screen = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="vi-VN")
        yield screen.new_page()
        browser.close()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_on_a_phone_without_script_all_fits_and_can_be_used(phone: Any, address: str, home) -> None:  # noqa: F811
    shop = a_shop()
    placed_order(a_product(shop), hours_ago=30)
    a_person("Chu Văn Bình", (RoleName.OFFICER, CHI_LANG), phone="+84987654321")
    phone.goto(f"{address}/figures")
    phone.click("text=Cán bộ đăng nhập")
    phone.fill("input[name=phone]", PHONE)
    phone.click("button")
    phone.fill("input[name=code]", code_sent(home))
    phone.click("button")
    assert phone.inner_text("h1") == "Xã Chi Lăng"
    assert phone.locator("table.bars").count() == 3
    assert phone.locator("svg.line").count() == 1
    assert phone.locator("#visits li").count() == 1
    assert phone.locator("body").bounding_box()["width"] <= 360
    for picture in phone.locator(".bars svg, svg.line").all():
        box = picture.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert phone.locator("table").first.bounding_box()["width"] <= 360
    phone.click("text=Đăng xuất")
    assert phone.locator("#visits").count() == 0
    phone.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/sign-in", "/nothing", "/?lang=en"):
        phone.goto(f"{address}{path}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, path
        touched = [one.bounding_box() for one in phone.locator("a:not(.skip), button, input:not([type=hidden])").all()]
        assert min(box["height"] for box in touched) >= 44, path
