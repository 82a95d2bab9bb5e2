"""What buyers say, by page: written from the order, read under good and shop, answered, reported, taken down."""

import io
import re
from html import unescape

import pytest

from market.catalog.models import Product
from market.catalog.rules.store_addresses import product_path, shop_path
from market.db import db, transaction
from market.text import slug
from tests.support.browsing import come, sends
from tests.support.helping import a_picture
from tests.support.paying import broken
from tests.support.reviewing import a_review, says
from tests.support.village import (
    a_buyer,
    a_shop,
    an_officer,
    an_operator,
    buyer_of,
    delivered_order,
    placed_order,
    seller_of,
)


@pytest.fixture
def browser(app):
    def of(person=None):
        client = app.test_client()
        if person is not None:
            come(client, person)
        return client

    return of


def read(client, path: str) -> str:
    """The words of a page, without its marks."""
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def good_of(of) -> str:
    return product_path(of.lines[0].product_id, slug(of.lines[0].name))


def at(of) -> str:
    return f"/orders/{of.number}/reviews/{of.lines[0].product_id}"


def test_a_buyer_writes_from_the_orders_page_and_sends_a_photo(app, browser) -> None:
    of = delivered_order()
    hers = browser(buyer_of(of))
    assert at(of) in hers.get(f"/orders/{of.number}").text
    sent = sends(hers, at(of), stars="4", words="Ngọt <b>lắm</b>")
    assert (sent.status_code, sent.headers["Location"]) == (303, f"{at(of)}?done=said")
    photo = {"taken": (io.BytesIO(a_picture()), "na.jpg")}
    for _ in range(2):
        photo = {"taken": (io.BytesIO(a_picture()), "na.jpg")}
        assert sends(hers, f"{at(of)}/photos", **photo).headers["Location"] == f"{at(of)}?done=added"
    anybody = browser()
    for page in (good_of(of), f"{good_of(of)}/reviews", shop_path(of.shop_id, of.shop_name)):
        assert "4 sao" in read(anybody, page) and "Ngọt <b>lắm</b>" in read(anybody, page), page
    assert anybody.get(good_of(of)).text.count("/photos/1?size=small") == 1
    assert "1 người mua đã nhận xét" in read(anybody, good_of(of))
    assert sends(hers, f"{at(of)}/photos/1/removal").status_code == 303
    assert sends(hers, f"{at(of)}/withdrawal").status_code == 303
    assert "Ngọt" not in read(anybody, f"{good_of(of)}/reviews")
    assert broken() == []


def test_what_was_typed_stays_where_it_is_refused(app, browser) -> None:
    of = delivered_order()
    hers = browser(buyer_of(of))
    without = sends(hers, at(of), words="Ngọt lắm")
    assert (without.status_code, "Ngọt lắm" in without.text) == (422, True)
    long = sends(hers, at(of), stars="5", words="x" * 501)
    assert long.status_code == 422
    assert sends(hers, f"{at(of)}/photos").status_code == 404
    early = placed_order(buyer=buyer_of(of))
    assert "Nhận được hàng rồi" in read(hers, at(early))
    assert sends(hers, at(early), stars="5").status_code == 409
    assert browser(a_buyer()).get(at(of)).status_code == 404
    assert browser(seller_of(of)).get(at(of)).status_code == 404


def test_the_household_reads_and_answers(app, browser) -> None:
    said, of = a_review(2, "Chua")
    hers, path = browser(seller_of(of)), f"/shop/{of.shop_id}/reviews"
    assert "1 lời người mua chưa được trả lời" in read(hers, f"/shop/{of.shop_id}")
    assert "2 sao" in read(hers, path)
    assert sends(hers, f"{path}/{said['id']}/answer", words="Xin lỗi bác").status_code == 303
    assert "chưa được trả lời" not in read(hers, f"/shop/{of.shop_id}")
    assert "Nhà bán trả lời: Xin lỗi bác" in read(browser(), good_of(of))
    assert sends(hers, f"{path}/{said['id']}/answer", words="").status_code == 422
    assert sends(hers, f"{path}/{said['id']}/answer/withdrawal").status_code == 303
    assert "Xin lỗi" not in read(browser(), f"{good_of(of)}/reviews")
    other = a_shop()
    elsewhere = f"/shop/{other.id}/reviews/{said['id']}"
    assert hers.get(elsewhere).status_code == 404
    assert browser(a_buyer()).get(path).status_code == 404


def test_who_sees_something_wrong_tells_an_officer_who_decides(app, browser) -> None:
    said, of = a_review(1, "Đồ lừa đảo")
    hers, officer = browser(seller_of(of)), browser(an_officer())
    assert sends(hers, f"/reviews/{said['id']}/report", reason="").status_code == 422
    reported = sends(hers, f"/reviews/{said['id']}/report", reason="insult", words="Chửi nhà tôi")
    assert reported.headers["Location"].endswith("/reviews?done=reported")
    assert "Đã báo" in read(hers, reported.headers["Location"])
    assert "1 lời được báo" in read(officer, "/office")
    assert "Na Chi Lăng" in read(officer, "/office/reviews")
    page = read(officer, f"/office/reviews/{said['id']}")
    assert "Có lời xúc phạm: Chửi nhà tôi" in page
    assert sends(officer, f"/office/reviews/{said['id']}/removal").status_code == 422
    assert sends(officer, f"/office/reviews/{said['id']}/removal", reason="insult").status_code == 303
    told = read(browser(), f"{good_of(of)}/reviews")
    assert "Lời này được gỡ: có lời xúc phạm." in told and "lừa đảo" not in told
    assert "lừa đảo" in read(officer, f"/office/reviews/{said['id']}")
    assert "Không có lời nào" in read(officer, "/office/reviews")
    assert sends(officer, f"/office/reviews/{said['id']}/restoration").status_code == 303
    assert "lừa đảo" in read(browser(), f"{good_of(of)}/reviews")
    sends(hers, f"/reviews/{said['id']}/report", reason="insult")
    assert sends(browser(an_operator()), f"/office/reviews/{said['id']}/upholding").status_code == 303
    assert "Không có lời nào" in read(officer, "/office/reviews")
    assert browser(an_officer("00070")).get(f"/office/reviews/{said['id']}").status_code == 403
    assert broken() == []


def test_stars_stand_on_the_page_from_three_buyers_on_and_machines_read_them(app, browser) -> None:
    _, of = a_review(5)
    good = of.lines[0].product_id
    product = transaction(lambda: db.session.get(Product, good))
    assert "aggregateRating" not in browser().get(good_of(of)).text
    for stars in (5, 4):
        assert says(delivered_order(product=product), stars).status_code == 200
    page = browser().get(good_of(of)).text
    assert "★ 4,4 sao · 3 người mua" in page
    assert '"ratingValue":4.4,"reviewCount":3' in page.replace(" ", "")
    assert "3 người mua" in read(browser(), shop_path(of.shop_id, of.shop_name))
