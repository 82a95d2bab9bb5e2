"""What a household sends to its buyers."""

from __future__ import annotations

from typing import Any

from tests.browser.page import Page
from tests.browser.pages.household_goods import a_good, a_good_with_photos, a_paused_shop, an_empty_shop
from tests.support.village import calling

GOOD, SHOP = "/shop/{shop}/goods/{good}/share", "/shop/{shop}/share"


def a_resting_good() -> dict[str, Any]:
    made = a_good()
    calling(made["me"]).put(f"/products/{made['good']}/unlisting")
    return made


def a_good_of_a_long_name() -> dict[str, Any]:
    return a_good(name="Hồng vành khuyên Văn Lãng ngâm giòn " * 3 + "gửi ngay", price_vnd=2_000_000_000)


PAGES = [
    Page("a good to send", GOOD, a_good_with_photos),
    Page("a good of a long name to send", GOOD, a_good_of_a_long_name),
    Page("a resting good to send", GOOD, a_resting_good),
    Page("a shop to send", SHOP, a_paused_shop),
    Page("an empty shop to send", SHOP, an_empty_shop),
]
