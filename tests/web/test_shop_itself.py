"""The shop itself by page: its words, its rest and its end; and prices that a team changes by the household's word."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from market import clock
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.fairs import queries
from market.teams.rules import consent_code
from tests.support.browsing import BROWSER, come
from tests.support.fairs import open_fair
from tests.support.helping import a_village, agrees, newest_code, person
from tests.support.installation import SECRET
from tests.support.village import a_household, a_person, a_product, a_shop, a_team_member, calling, placed_order


@pytest.fixture
def shop(client) -> Shop:
    owner = a_household()
    come(client, owner)
    return a_shop(owner, about="Na dai")


def sends(client, shop: Any, path: str, **typed: Any) -> Any:
    return client.post(f"/shop/{shop.id}{path}", data={"key": str(uuid4())} | typed, headers=BROWSER)


def page(client, shop: Any, path: str = "/about") -> str:
    return client.get(f"/shop/{shop.id}{path}", headers=BROWSER).text


def as_kept(shop: Any) -> Shop:
    db.session.rollback()
    return transaction(lambda: db.session.get(Shop, shop.id, populate_existing=True))


def version(client, shop: Any) -> str:
    return re.search(r'name="version" value="(\d+)"', page(client, shop))[1]


def test_its_words_change_and_a_stale_tab_overwrites_nothing(client, shop) -> None:
    seen = version(client, shop)
    said = {"name": "Na nhà bà Lan", "about": "", "village": "Đồng Đĩnh", "shows_contact": "true"}
    assert (
        sends(client, shop, "/about", version=seen, **said).headers["Location"] == f"/shop/{shop.id}/about?done=changed"
    )
    kept = as_kept(shop)
    assert (kept.about, kept.shows_contact) == ("", True)
    stale = sends(client, shop, "/about", version=seen, **said | {"name": "Na khác"})
    assert (stale.status_code, as_kept(shop).name) == (412, "Na nhà bà Lan")
    assert "Bây giờ là: Na nhà bà Lan" in stale.text
    assert 'value="Na khác"' in stale.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "…"}, "name"),
        ({"name": "x" * 200}, "name"),
        ({"about": "x" * 3000}, "about"),
        ({"village": "Đồng Đinhh"}, "village"),
        ({"village": "Xa lắc"}, "village"),
        ({"shows_contact": "có"}, "shows_contact"),
    ],
)
def test_what_is_wrong_is_told_beside_it_in_words_of_people(client, shop, wrong, field) -> None:
    answer = sends(client, shop, "/about", version=version(client, shop), **wrong)
    assert answer.status_code == 422
    assert f'id="{field}-bad"' in answer.text
    assert "new_village: true" not in answer.text
    assert as_kept(shop).version == 1


def test_a_village_that_is_new_is_taken_by_word(client, shop) -> None:
    typed = {"village": "Làng Mới", "new_village": "true"}
    assert sends(client, shop, "/about", version=version(client, shop), **typed).status_code == 303
    assert as_kept(shop).village == "Làng Mới"


def test_it_rests_until_a_day_or_until_it_is_opened_and_buyers_see_it(client, shop) -> None:
    day = clock.local_day(clock.now()) + timedelta(days=7)
    assert sends(client, shop, "/pause", until=str(day)).headers["Location"].endswith("?done=paused")
    assert as_kept(shop).paused_until == clock.begin_of(day)
    assert f"{day.day}/{day.month}" in page(client, shop)
    assert "Gian hàng đang nghỉ nên chưa ai mua được" in page(client, shop, "/goods")
    assert sends(client, shop, "/pause").status_code == 303
    assert as_kept(shop).paused_until is None
    assert "Nghỉ cho đến khi bạn mở lại" in page(client, shop)
    for _ in range(2):  # two taps are one
        assert sends(client, shop, "/reopening").headers["Location"].endswith("?done=reopened")
    assert as_kept(shop).status == "open"


@pytest.mark.parametrize("until", ["2020-01-01", "0001-01-01", "hôm qua", "9999-12-31T00:00"])
def test_no_shop_rests_until_a_day_that_is_over_or_none(client, shop, until) -> None:
    answer = sends(client, shop, "/pause", until=until)
    assert answer.status_code == 422
    assert 'id="until-bad"' in answer.text
    assert as_kept(shop).status == "open"


def test_it_closes_for_good_once_no_order_is_open_and_says_which_are(client, shop) -> None:
    order = placed_order(a_product(shop))
    assert order.number in page(client, shop, "/closure")
    assert "Chưa đóng được" in page(client, shop, "/closure")
    refused = sends(client, shop, "/closure")
    assert (refused.status_code, as_kept(shop).status) == (409, "open")
    assert order.number in refused.text
    calling(a_person_of(shop)).put(f"/orders/{order.number}/cancellation", {"reason": "Hết hàng"})
    assert "Đóng hẳn" in page(client, shop, "/closure")
    for _ in range(2):
        assert sends(client, shop, "/closure").status_code == 303
    assert as_kept(shop).status == "closed"
    assert "Gian hàng đã đóng" in page(client, shop)
    assert sends(client, shop, "/pause").status_code == 409


def a_person_of(shop: Shop) -> Any:
    return person(str(shop.owner_id))


def test_its_team_rests_it_and_never_closes_it(client, shop) -> None:
    come(client, a_team_member())
    assert "Chỉ chính hộ tự đóng được" in page(client, shop, "/closure")
    assert sends(client, shop, "/closure").status_code == 403
    assert sends(client, shop, "/pause").status_code == 303
    assert as_kept(shop).status == "paused"


@pytest.mark.parametrize("path", ["/about", "/pause", "/reopening", "/closure"])
def test_another_finds_no_such_shop(client, shop, path) -> None:
    come(client, a_person())
    assert sends(client, shop, path, version="1").status_code == 404
    assert as_kept(shop).version == 1


# A price changed by a team


class Helped:
    """A household that has agreed to its team, a good of it, and the member's browser."""

    def __init__(self, client) -> None:
        self.client, village = client, a_village()
        self.household = village.writes_down()
        agrees(village.member, self.household)
        self.shop = transaction(lambda: db.session.get(Shop, UUID(self.household["shop_id"])))
        self.good = a_product(self.shop)
        come(client, person(village.member.get("/me").json["id"]))

    def send(self, path: str, **typed: Any) -> Any:
        return sends(self.client, self.shop, f"/goods/{self.good.id}/{path}", **typed)

    def price(self) -> int:
        db.session.rollback()
        return transaction(lambda: db.session.get(Product, self.good.id, populate_existing=True).price_vnd)

    def code(self) -> str:
        return consent_code(SECRET, newest_code(self.household).id)


def test_a_team_moves_a_price_far_only_by_the_code_that_the_household_reads_out(client) -> None:
    helped = Helped(client)
    refused = helped.send("price", version="1", price_vnd="150.000")
    assert (refused.status_code, helped.price()) == (403, 65_000)
    assert "Gửi mã tới máy của hộ" in refused.text
    assert 'name="price_vnd" value="150.000"' in refused.text
    sent = helped.send("price/code", price_vnd="150.000")
    assert sent.headers["Location"].endswith(f"/goods/{helped.good.id}?price_vnd=150000&done=code-sent")
    asked = client.get(sent.headers["Location"], headers=BROWSER).text
    assert 'name="household_code"' in asked
    assert 'value="150000"' in asked
    wrong = "000000" if helped.code() != "000000" else "111111"
    refused = helped.send("price", version="1", price_vnd="150000", household_code=wrong)
    assert (400 <= refused.status_code < 500, helped.price()) == (True, 65_000)
    assert 'name="household_code"' in refused.text
    done = helped.send("price", version="1", price_vnd="150000", household_code=helped.code())
    assert (done.status_code, helped.price()) == (303, 150_000)


def test_the_code_for_one_price_is_none_for_another_and_a_small_step_needs_none(client) -> None:
    helped = Helped(client)
    helped.send("price/code", price_vnd="150000")
    refused = helped.send("price", version="1", price_vnd="400000", household_code=helped.code())
    assert (refused.status_code >= 400, helped.price()) == (True, 65_000)
    assert helped.send("price", version="1", price_vnd="70000").status_code == 303
    assert helped.price() == 70_000


def test_a_stand_at_quite_another_price_is_taken_by_the_code_as_well(client) -> None:
    helped, fair = Helped(client), open_fair()
    here = f"/fairs/{fair.slug}/new/{helped.good.id}"
    told = {"packs": "30", "price_vnd": "150.000", "ready_on": str(fair.ships_to), "source": "harvest"}
    refused = sends(client, helped.shop, here, **told)
    assert (refused.status_code, f'formaction="/shop/{helped.shop.id}{here}/code"' in refused.text) == (403, True)
    sent = sends(client, helped.shop, f"{here}/code", **told).headers["Location"]
    asked = client.get(sent, headers=BROWSER).text
    assert 'name="household_code"' in asked
    for value in ("30", "150.000", str(fair.ships_to)):
        assert f'value="{value}"' in asked
    assert transaction(lambda: queries.stands_of(fair.id)) == []
    assert sends(client, helped.shop, here, **told, household_code=helped.code()).status_code == 303
    (stand,) = transaction(lambda: queries.stands_of(fair.id))
    assert (stand.packs, stand.ready_on, helped.price()) == (30, fair.ships_to, 65_000)


@pytest.mark.parametrize("typed", [{}, {"price_vnd": "x"}, {"price_vnd": "-5"}])
def test_no_code_is_sent_for_no_price(client, typed) -> None:
    helped = Helped(client)
    before = newest_code(helped.household).id
    assert helped.send("price/code", **typed).status_code == 422
    assert newest_code(helped.household).id == before
