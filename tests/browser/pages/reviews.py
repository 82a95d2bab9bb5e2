"""What buyers say: written, read, answered, reported, decided on."""

from typing import Any

from market.catalog.rules.store_addresses import product_path, shop_path
from market.orders.models import Order
from market.text import slug
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.helping import a_picture
from tests.support.paying import order
from tests.support.reviewing import a_review
from tests.support.village import (
    a_buyer,
    a_product,
    an_officer,
    buyer_of,
    calling,
    delivered_order,
    placed_order,
    seller_of,
)

State = dict[str, Any]
WORDS = "Na ngọt, mắt to, gói lá chuối sạch sẽ. Bưu tá gọi trước khi giao."
FORM, LIST = "/orders/{number}/reviews/{product}", "{good}/reviews"


def of(bought: Order) -> State:
    line = bought.lines[0]
    good = product_path(line.product_id, slug(line.name))
    shop = {"shop": bought.shop_id, "named": shop_path(bought.shop_id, bought.shop_name).removeprefix("/shops/")}
    return {"me": buyer_of(bought), "number": bought.number, "product": line.product_id, "good": good} | shop


def delivered() -> State:
    return of(delivered_order())


def not_yet() -> State:
    return of(placed_order())


def said(stars: int = 4, **more: Any) -> State:
    """Of three buyers, the last with photos and an answer."""
    good = a_product()
    for given in (5, 3):
        a_review(given, WORDS, of=delivered_order(product=good))
    review, bought = a_review(stars, WORDS, of=delivered_order(product=good))
    path = f"/orders/{bought.number}/reviews/{good.id}/photos/1"
    assert calling(buyer_of(bought)).put(path, data=a_picture(), content_type="image/jpeg").status_code == 201
    calling(seller_of(bought)).put(f"/reviews/{review['id']}/answer", {"words": "Cảm ơn bác, vụ sau lại mời bác."})
    return of(bought) | {"review": review["id"]} | more


def by_household() -> State:
    found = said()
    return found | {"me": seller_of(order(found["number"]))}


def reported() -> State:
    found = said(1)
    body = {"reason": "insult", "words": "Chửi nhà tôi"}
    assert calling(a_buyer()).put(f"/reviews/{found['review']}/report", body).status_code == 204
    return found | {"me": an_officer()}


def taken_down() -> State:
    found = reported()
    assert calling(found["me"]).put(f"/reviews/{found['review']}/removal", {"reason": "insult"}).status_code == 200
    return found


def nobody_said() -> State:
    good = a_product()
    return {"me": a_buyer(), "good": product_path(good.id, good.slug)}


def says_nothing(phone: Phone) -> None:
    phone.type("words", " ")
    phone.send("form[action$=answer]")


PAGES = [
    Page(
        "a review to write",
        FORM,
        delivered,
        wrong={"no stars": lambda phone: phone.send(f"form[action='{phone.path}']")},
    ),
    Page("a review too early", FORM, not_yet),
    Page("my review", FORM, said),
    Page("a good that was reviewed", "{good}", said),
    Page("a shop that was reviewed", "/shops/{named}", said),
    Page("reviews of a good", LIST, said),
    Page("reviews of a good, one taken down", LIST, taken_down),
    Page("reviews of nobody", LIST, nobody_said),
    Page("reviews of a shop", "/shops/{named}/reviews", said),
    Page(
        "a review to report",
        "/reviews/{review}/report",
        said,
        wrong={"no reason": lambda phone: phone.send("form[action$=report]")},
    ),
    Page("a household's reviews", "/shop/{shop}/reviews", by_household),
    Page(
        "a review to answer",
        "/shop/{shop}/reviews/{review}",
        by_household,
        wrong={"no words": says_nothing},
    ),
    Page("reviews to look at", "/office/reviews", reported),
    Page(
        "a review to decide on",
        "/office/reviews/{review}",
        reported,
        wrong={"no reason": lambda phone: phone.send("form[action$=removal]")},
    ),
    Page("a review taken down", "/office/reviews/{review}", taken_down),
]
