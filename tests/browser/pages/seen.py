"""Where a household reads who looked, with something to read."""

from typing import Any

from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.seeing import seen_and_bought
from tests.support.village import owner_of


def a_good_looked_at() -> dict[str, Any]:
    product = seen_and_bought()
    return {"me": owner_of(product.shop), "shop": product.shop_id, "good": product.id}


def unfolded(phone: Phone) -> None:
    phone.page.locator("summary").last.tap()


PAGES = [
    Page("a day on which links were opened", "/shop/{shop}", a_good_looked_at),
    Page("who looked at a good", "/shop/{shop}/goods/{good}", a_good_looked_at, then=unfolded),
    Page("who looked at what is sent", "/shop/{shop}/share", a_good_looked_at, then=unfolded),
]
