"""What was bought at once is paid: by transfer and by card, and nobody is believed but bank and gateway."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.browsing import BROWSER, come, sends
from tests.support.paying import (
    broken,
    buy,
    hear,
    later,
    operator_upload,
    states,
    work,
)
from tests.support.village import a_buyer, a_product, a_shop, an_operator, calling

PLACED, AWAITING, OVER = ("placed", "paid"), ("awaiting_payment", "awaiting"), ("cancelled", "cancelled")


def looks(client, path: str, status: int = 200) -> str:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == status, page.text
    text: str = page.text
    return text


def led(answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    where: str = answer.headers["Location"]
    return where


@pytest.fixture
def ha(client) -> Any:
    """A buyer, whose browser `client` is."""
    person = a_buyer()
    come(client, person)
    return calling(person)


def pay_in(bought: Any, amount_vnd: int) -> None:
    assert operator_upload(calling(an_operator()), (amount_vnd, bought.json["payment"]["transfer"]["text"])).json


def test_a_transfer_is_shown_asked_for_and_seen_to_come(client, stripe, ha) -> None:
    bought = buy(a_product(), a_product(a_shop()), method="bank_transfer", buyer=ha)
    here, payment = f"/checkouts/{bought.json['id']}", bought.json["payment"]
    page = client.get(here, headers=BROWSER)
    assert page.headers["Refresh"] == "15"
    for told in ("ACB", "257678859", "CHO PHIEN", payment["transfer"]["text"], "Trả trước"):
        assert told in page.text, told
    picture = client.get(f"{here}/qr.png", headers=BROWSER)
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    still = client.get(f"{here}?still=1", headers=BROWSER)
    assert "Refresh" not in still.headers

    pay_in(bought, payment["amount_vnd"] - 30_000)
    page = client.get(here, headers=BROWSER)
    assert "còn thiếu 30.000 đ" in page.text
    pay_in(bought, 30_000)
    page = client.get(here, headers=BROWSER)
    assert "<title>Đã nhận được tiền" in page.text
    assert "Refresh" not in page.headers
    assert states(bought) == [PLACED, PLACED]


def test_a_card_pays_on_the_page_of_the_gateway(client, stripe, ha) -> None:
    bought = buy(buyer=ha)
    here = f"/checkouts/{bought.json['id']}"
    assert "Trả bằng thẻ" in looks(client, here)
    assert led(sends(client, f"{here}/card")) == f"{here}?done=card"
    page = looks(client, here)
    told = re.search(rf'href="({stripe.address}/pay/cs_\d+)"', page)
    assert told, page
    asked = stripe.of_kind("checkout.session")[-1]["asked"]
    assert (asked["success_url"], asked["cancel_url"]) == (
        f"http://127.0.0.1:8000{here}?back=1",
        f"http://127.0.0.1:8000{here}",
    )
    page = looks(client, f"{here}?back=1")
    assert "Đang chờ cổng thẻ báo" in page
    assert states(bought) == [AWAITING]

    stripe.pay_on_page()
    assert "Đang chờ cổng thẻ báo" in looks(client, f"{here}?back=1")
    hear(stripe.events[-1])
    work()
    assert states(bought) == [PLACED]
    assert "Đã nhận được tiền" in looks(client, f"{here}?back=1")
    work(later())
    assert broken() == []
