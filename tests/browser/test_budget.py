"""What a household's whole day brings over the network: 50 kB, the script and every picture of it counted."""

from __future__ import annotations

import pytest

from tests.browser.pages.orders import a_full_day
from tests.browser.phone import Open

A_DAY = 50_000


@pytest.mark.parametrize("script", [False, True])
def test_a_households_day_is_fifty_kilobytes(open_phone: Open, script: bool) -> None:
    """She looks what is to do, accepts two orders, packs one, looks at what she sells and what money comes."""
    known = a_full_day()
    phone = open_phone(script=script)
    phone.sign_in(known["me"])
    phone.open("/")
    phone.open("/shop")
    phone.tap("Nhận đơn")
    phone.tap("Đã gói xong")
    phone.tap("Hôm nay")
    phone.tap("Nhận đơn")
    phone.tap("Hôm nay")
    phone.tap("Hàng bán")
    phone.tap("Tiền")
    assert phone.received <= A_DAY
