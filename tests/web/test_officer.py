"""An officer's day: what waits in her place, of which place, and who else comes in."""

from __future__ import annotations

import gzip
import re
from uuid import uuid4

import pytest

from market import clock
from market.accounts.rules import RoleName
from tests.support.browsing import BROWSER, come
from tests.support.helping import a_village, sent_paper
from tests.support.importing import send, table
from tests.support.looking import look, statements
from tests.support.officing import declared
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    a_household,
    a_person,
    a_product,
    calling,
    placed_order,
)

HUU_LIEN = "06427"


def test_the_day_tells_what_waits_and_leads_there(client, officer) -> None:
    declared(name="Na bở")
    village = a_village()
    sent_paper(village.member, village.writes_down())
    placed_order(a_product(), hours_ago=30)
    page = look(client, "/office")
    assert "Có việc đang chờ bạn" in page
    assert page.count("1 giấy chờ xem") == 2
    assert "1 việc, hộ gấp nhất ở trên" in page
    for path in re.findall(r'href="(/(?:office|figures)[^"]*)"', page):
        look(client, path)


def test_a_day_without_work_says_what_else_there_is(client, officer) -> None:
    page = look(client, "/office")
    assert "Không có việc nào chờ bạn" in page
    assert page.count("Không có gì chờ") == 6


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("certificates", "Ở đây chưa có giấy nào"),
        ("papers", "Không có giấy nào chờ xem"),
        ("visits", "Không có hộ nào cần đến thăm"),
        ("targets", "Bấm “Đặt chỉ tiêu” để đặt"),
        ("imports", "Bạn chưa gửi tệp nào"),
    ],
)
def test_an_empty_list_says_what_to_do_next(client, officer, path, said) -> None:
    assert said in look(client, f"/office/{path}")


def test_who_holds_several_places_chooses(client) -> None:
    come(client, a_person("Lý Thị Hoa", (RoleName.OFFICER, CHI_LANG), (RoleName.OFFICER, HUU_LIEN)))
    page = look(client, f"/office?place={CHI_LANG}")
    assert f'<a href="/office?place={CHI_LANG}" aria-current="page">' in page
    assert f'<a href="/office?place={HUU_LIEN}">' in page
    assert f'href="/office/certificates?place={CHI_LANG}"' in page
    declared(name="Na bở")
    assert "Na bở" in look(client, f"/office/certificates?place={CHI_LANG}")
    assert "Na bở" not in look(client, f"/office/certificates?place={HUU_LIEN}")


def test_who_holds_one_place_is_asked_nothing(client, officer) -> None:
    assert "Nơi khác của bạn" not in look(client, "/office")


@pytest.mark.parametrize(
    ("place", "status"),
    [
        (HOAN_KIEM, 403),
        ("20", 403),
        ("99", 422),
        ("06463/dong-dinh", 422),
        ("183", 403),
        ("' or 1", 422),
        ("06412", 409),
    ],
)
@pytest.mark.parametrize("path", ["", "/certificates", "/papers", "/visits", "/targets", "/targets/new", "/imports"])
def test_a_place_of_others_or_none_is_refused(client, officer, place, status, path) -> None:
    answer = client.get(f"/office{path}", query_string={"place": place}, headers=BROWSER)
    assert answer.status_code in (status, 422), answer.text[:500]


@pytest.mark.parametrize("query", ["cursor=%21", "cursor=W10", "limit=0", "limit=99999999999999999999", "limit=x"])
@pytest.mark.parametrize("path", ["certificates", "papers", "visits", "targets", "imports"])
def test_a_broken_address_breaks_nothing(client, officer, path, query) -> None:
    assert client.get(f"/office/{path}?{query}", headers=BROWSER).status_code in (200, 422)


def test_nobody_else_comes_in(client) -> None:
    for who, status in ((None, 401), (a_household(), 403)):
        if who is not None:
            come(client, who)
        for path in ("", "/certificates", "/papers", "/visits", "/targets", "/imports", f"/imports/{uuid4()}"):
            assert client.get(f"/office{path}", headers=BROWSER).status_code == status


def test_lists_cost_the_same_statements_whatever_their_length(client, officer) -> None:
    village = a_village()

    def cost() -> list[int]:
        counted = []
        for path in ("", "/certificates", "/papers", "/visits"):
            with statements() as sent:
                look(client, f"/office{path}")
            counted.append(len(sent))
        return counted

    def more(n: int) -> None:
        declared(name=f"Na {n}", photo=False)
        sent_paper(village.member, village.writes_down(name=f"Nông Thị {'abcdef'[n]}", phone=f"091255500{n}"))
        placed_order(a_product(), hours_ago=30)

    more(0)
    few = cost()
    for n in (1, 2, 3):
        more(n)
    assert cost() == few
    assert max(few) <= 20


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_speaks_both_languages_and_is_light(client, officer, language) -> None:
    product, village = declared(), a_village()
    waiting = sent_paper(village.member, village.writes_down())
    sent = send(calling(officer), table("H2;Lý Văn Hai;12;Đồng Đĩnh;Chi Lăng"))
    year = clock.local_day(clock.now()).year
    aimed = {"amount": 30, "from": f"{year}-01-01", "to": f"{year}-12-31"}
    assert calling(officer).put(f"/targets/{CHI_LANG}/orders", aimed).status_code == 200
    ones = [f"certificates/{product.id}", f"papers/{waiting}", f"imports/{sent['id']}", "targets/new"]
    for path in ("", "certificates", "papers", "visits", "targets", "imports", *ones):
        page = client.get(f"/office/{path}".rstrip("/"), headers=BROWSER | {"Accept-Language": language})
        assert page.status_code == 200, path
        assert len(gzip.compress(page.data)) < 14_000
        assert page.text.count("<h1>") == 1
        assert f'<html lang="{language}">' in page.text
        said = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page.text, flags=re.DOTALL)
        assert ("Về việc hôm nay" in said or "Việc của cán bộ" in said or "Về" in said) == (language == "vi")
