"""A stranger who comes by an advertisement reads what happens if something is wrong, and comes back to buy."""

from __future__ import annotations

from market.catalog.rules.store_addresses import product_path
from tests.browser.phone import Phone
from tests.support.found import faults, of_type
from tests.support.village import a_certified_product


def test_from_an_advertisement_to_the_rules_and_back(phone: Phone) -> None:
    product = a_certified_product()
    path = product_path(product.id, product.slug)
    phone.open(f"{path}?via=feed")
    assert phone.says("Được mở xem hàng trước khi trả tiền.")
    assert faults(of_type(phone.page.content(), "Product")) == []
    phone.tap("Nếu hàng hỏng thì làm gì")
    assert phone.path == "/terms?via=feed"
    assert phone.now.startswith("Bạn mua thẳng của từng hộ.")
    phone.tap("Hàng xếp thế nào")
    assert phone.path == "/ranking?via=feed"
    phone.back()
    phone.back()
    assert (phone.path, phone.taps, phone.refused) == (f"{path}?via=feed", 4, [])
