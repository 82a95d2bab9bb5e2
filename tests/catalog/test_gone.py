"""What was once to be seen and is no more, told apart from what never was."""

from uuid import UUID

import pytest

from market.catalog.actions import products, shops
from market.catalog.queries.gone import product_gone, shop_gone
from market.db import transaction
from tests.support.village import CHI_LANG, a_household, a_product, a_shop, now, owner_of

NOBODYS = UUID("0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f")


@pytest.mark.usefixtures("app")
def test_what_was_sold_leads_to_its_like() -> None:
    product = a_product()
    by = owner_of(product.shop)
    transaction(lambda: products.unlist_product(product=product, by=by, now=now()))
    found = product_gone(product.id)
    assert found == ("Na Chi Lăng", "fruit", CHI_LANG)
    assert shop_gone(product.shop_id) == ("Na nhà bà Lan", None, CHI_LANG)


@pytest.mark.usefixtures("app")
def test_what_never_was_leads_nowhere() -> None:
    prepared = transaction(lambda: shops.prepare_shop(fields=_FIELDS, owner=a_household(), now=now()))
    good = a_product(prepared)
    assert (product_gone(good.id), shop_gone(prepared.id)) == (None, None)
    assert (product_gone(NOBODYS), shop_gone(NOBODYS)) == (None, None)
    assert a_shop().opened_at is not None


_FIELDS = {"name": "Na nhà bà Lan", "commune_code": CHI_LANG, "village": "Đồng Đĩnh", "about": ""}
