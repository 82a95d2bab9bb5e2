"""The page of the message's link, and the order's own: two buttons, one press, no JavaScript, nobody's name."""

import pytest

from tests.support.browsing import led, looks, sends
from tests.support.fairs import open_fair
from tests.support.shortages import a_stand, closed, code_for, now_of, offered, ordered, short
from tests.support.village import buyer_of

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def asked():
    fair = open_fair()
    mine, hers = a_stand(fair, packs=5), a_stand(fair, packs=4, price_vnd=50_000)
    (of,) = ordered(mine, 2)
    closed(fair)
    short(fair, mine, 0)
    return of, hers


def test_one_press_on_the_link_takes_anothers_goods(client, asked):
    of, hers = asked
    path = f"/o/{of.number}/{code_for(of)}"
    page = looks(client, path)
    assert "Lấy hàng thay" in page and "10.000 đ" in page
    assert not {of.recipient_name, of.recipient_phone, of.address_line} & set(page.split(">"))
    assert led(sends(client, path + "/taking")) == path
    assert now_of(of.number).shop_id == hers.shop_id
    assert "Lấy hàng thay" not in looks(client, path)
    assert sends(client, path + "/money").status_code == 409


def test_one_press_on_the_link_brings_the_money_back(client, asked):
    of, _ = asked
    path = f"/o/{of.number}/{code_for(of).lower()}"
    assert led(sends(client, path + "/money")) == path
    assert now_of(of.number).state == "cancelled"
    assert "hủy" in looks(client, path)


def test_a_wrong_link_shows_nothing(client, asked):
    of, _ = asked
    assert client.get(f"/o/{of.number}/AAAAAAAAAA").status_code == 404
    assert sends(client, f"/o/{of.number}/AAAAAAAAAA/taking").status_code == 404
    assert offered(of).state == "open"
    assert buyer_of(of) is not None
