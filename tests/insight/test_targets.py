"""Targets are divided over communes and villages so that they add up, and say how far one has come, and who helped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from market import clock, outbox
from market.accounts.models import Person
from market.catalog.models import Shop
from market.db import db, transaction
from market.ids import new_id
from market.insight.models import Target
from market.insight.targets import divide, expected
from market.payments.payouts.models import PayoutAccount
from market.places.actions import name_village
from market.teams.models import ActivityLog, Household, Team, TeamMember, TeamVillage
from market.wiring import jobs
from tests.support.village import CHI_LANG, DONG_DINH, a_shop, a_team_member, an_officer, calling, guest

LANG_SON, HUU_LIEN = "20", "06400"


@pytest.fixture(autouse=True)
def _in_app(request: pytest.FixtureRequest) -> None:
    """Every test with a database needs the application."""
    if "pure" not in request.node.name:
        request.getfixturevalue("app")


def households(commune: str, village: str, count: int, **facts: Any) -> None:
    """Written down by officials, as an import leaves them."""

    def write() -> None:
        slug = name_village(commune_code=commune, name=village)
        for _ in range(count):
            place = {"commune_code": commune, "village": village, "village_slug": slug}
            who = {"name": "Nông Văn Hải", "name_folded": "nong van hai", "match_key": str(new_id())}
            db.session.add(Household(person_id=new_id(), created_at=clock.now(), **place, **who, **facts))

    transaction(write)


def this_year(**words: Any) -> dict[str, Any]:
    today = clock.local_day(clock.now())
    return {"from": str(today.replace(month=1, day=1)), "to": str(today.replace(month=12, day=31)), **words}


def parts() -> dict[str, int]:
    return transaction(lambda: {row.place: row.amount for row in db.session.scalars(select(Target))})


def test_a_provinces_target_is_divided_by_households_down_to_the_villages() -> None:
    households(CHI_LANG, "Đồng Đĩnh", 5)
    households(CHI_LANG, "Làng Cóc", 2)
    households(HUU_LIEN, "Lân Đặt", 3)
    found = calling(an_officer(LANG_SON)).put("/targets/20/shops", json=this_year(percent=50))
    assert (found.status_code, found.json["amount"], found.json["households"]) == (200, 5, 10)
    assert parts() == {"20": 5, CHI_LANG: 3, HUU_LIEN: 2, DONG_DINH: 2, "06463/lang-coc": 1, "06400/lan-dat": 2}


def test_a_new_word_from_above_replaces_the_parts_below() -> None:
    households(CHI_LANG, "Đồng Đĩnh", 4)
    officer = calling(an_officer(LANG_SON))
    assert (
        calling(an_officer(CHI_LANG)).put(f"/targets/{CHI_LANG}/orders", json=this_year(amount=99)).status_code == 200
    )
    assert parts() == {CHI_LANG: 99, DONG_DINH: 99}
    officer.put("/targets/20/orders", json=this_year(amount=7))
    assert parts() == {"20": 7, CHI_LANG: 7, DONG_DINH: 7}


def test_it_tells_how_far_one_has_come_day_by_day_and_who_helped() -> None:
    households(CHI_LANG, "Đồng Đĩnh", 2, has_account=True, is_leading=False)
    member = a_team_member()
    transaction(lambda: serve(member))
    officer = calling(an_officer(LANG_SON))
    for measure in ("shops", "accounts", "leading_households", "active_shops", "orders"):
        assert officer.put(f"/targets/{CHI_LANG}/{measure}", json=this_year(amount=2)).status_code == 200
    a_shop()
    while outbox.drain(jobs.JOBS, clock=lambda: clock.now() + timedelta(seconds=1)):
        pass
    items = {(i["place"], i["measure"]): i for i in officer.get(f"/targets?place={CHI_LANG}").json["items"]}
    shops = items[CHI_LANG, "shops"]
    assert (shops["reached"], shops["percent"], shops["days"][-1]["reached"]) == (1, 50, 1)
    assert [day["reached"] for day in shops["days"][:-1]] == [0] * 30
    assert items[CHI_LANG, "accounts"]["reached"] == items[DONG_DINH, "accounts"]["reached"] == 2
    assert items[CHI_LANG, "leading_households"]["reached"] == 0
    assert [(t["name"], t["households_helped"]) for t in items[DONG_DINH, "shops"]["teams"]] == [("Tổ Đồng Đĩnh", 1)]


def test_a_percentage_of_active_shops_is_of_all_shops(app: Any) -> None:
    """Five households on the list and ten shops of others: a fifth are two shops, and nine are not 900 percent."""
    households(CHI_LANG, "Đồng Đĩnh", 5)
    for _ in range(10):
        a_shop()
    officer = calling(an_officer(CHI_LANG))
    found = officer.put(f"/targets/{CHI_LANG}/active_shops", json=this_year(percent=20)).json
    assert (found["amount"], found["base"], found["base_of"]) == (2, 10, "gian hàng đang mở")
    assert found["households"] == 15
    english = officer.get("/targets", headers={"Accept-Language": "en"}).json["items"]
    assert [(item["place"], item["base"], item["base_of"]) for item in english] == [
        (CHI_LANG, 10, "open shops"),
        (DONG_DINH, None, "open shops"),
    ]


def test_every_percentage_says_what_it_is_of(app: Any) -> None:
    """Listed and with a shop is one household; with a shop alone is known too; one of another place is not."""
    households(CHI_LANG, "Đồng Đĩnh", 3)
    listed = transaction(lambda: db.session.scalars(select(Household.person_id)).first())
    shop = a_shop()
    transaction(lambda: db.session.execute(update(Shop).where(Shop.id == shop.id).values(owner_id=listed)))
    a_shop()
    a_shop(commune_code=HUU_LIEN, village="Lân Đặt")
    officer = calling(an_officer(CHI_LANG))
    bases = {}
    for measure in ("shops", "active_shops", "orders", "accounts", "leading_households"):
        bases[measure] = officer.put(f"/targets/{CHI_LANG}/{measure}", json=this_year(percent=100)).json["base"]
    assert bases == {"shops": 4, "active_shops": 2, "orders": 4, "accounts": 3, "leading_households": 3}
    assert officer.put(f"/targets/{CHI_LANG}/shops", json=this_year(amount=7)).json["base"] is None


def test_there_is_no_percentage_of_no_shops(app: Any) -> None:
    households(CHI_LANG, "Đồng Đĩnh", 3)
    officer = calling(an_officer(CHI_LANG))
    refused = officer.put(f"/targets/{CHI_LANG}/active_shops", json=this_year(percent=20))
    assert (refused.status_code, refused.json["type"], parts()) == (409, "no-shops", {})
    assert officer.put(f"/targets/{CHI_LANG}/active_shops", json=this_year(amount=2)).status_code == 200


# Taking back


def test_a_target_is_taken_back_with_its_parts_and_nothing_else(app: Any) -> None:
    households(CHI_LANG, "Đồng Đĩnh", 2)
    households(HUU_LIEN, "Lân Đặt", 2)
    province, commune = calling(an_officer(LANG_SON)), calling(an_officer(CHI_LANG))
    province.put("/targets/20/shops", json=this_year(amount=4))
    province.put("/targets/20/orders", json=this_year(amount=8))
    commune.put(f"/targets/{CHI_LANG}/shops", json=this_year(amount=3))
    assert province.delete("/targets/20/shops").status_code == 204
    rows = transaction(lambda: db.session.execute(select(Target.place, Target.measure)).all())
    assert {place for place, measure in rows if measure == "shops"} == {CHI_LANG, DONG_DINH}
    assert len([place for place, measure in rows if measure == "orders"]) == 5
    assert province.delete("/targets/20/shops").status_code == 404
    assert commune.delete(f"/targets/{CHI_LANG}/shops").status_code == 204
    assert transaction(lambda: db.session.scalar(select(Target.place).where(Target.measure == "shops"))) is None


def test_a_part_is_taken_back_where_the_whole_was_set(app: Any) -> None:
    households(CHI_LANG, "Đồng Đĩnh", 2)
    calling(an_officer(LANG_SON)).put("/targets/20/shops", json=this_year(amount=4))
    before = parts()
    refused = calling(an_officer(CHI_LANG)).delete(f"/targets/{CHI_LANG}/shops")
    assert (refused.status_code, refused.json["type"], parts()) == (409, "target-set-above", before)
    assert "Lạng Sơn" in refused.json["detail"]
    for path, status in (
        ("20/shops", 403),
        (f"{HUU_LIEN}/shops", 403),
        (f"{CHI_LANG}/profits", 404),
        ("99/shops", 422),
    ):
        assert calling(an_officer(CHI_LANG)).delete(f"/targets/{path}").status_code == status
    assert parts() == before


def serve(member: Person) -> None:
    team = Team(name="Tổ Đồng Đĩnh", commune_code=CHI_LANG, created_by=member.id, created_at=clock.now())
    db.session.add(team)
    db.session.flush()
    now = clock.now()
    db.session.add(TeamVillage(village_key=DONG_DINH, team_id=team.id, name="Đồng Đĩnh"))
    db.session.add(TeamMember(team_id=team.id, person_id=member.id, joined_at=now))
    db.session.add(ActivityLog(by_id=member.id, for_id=new_id(), deed="open_household", typed_at=now, at=now))


@pytest.mark.parametrize(
    ("path", "words", "status", "kind"),
    [
        ("20/profits", {"amount": 1}, 404, "no-such-figure"),
        ("99/shops", {"amount": 1}, 422, "invalid-input"),
        ("183/shops", {"amount": 1}, 422, "invalid-input"),
        ("06412/shops", {"amount": 1}, 409, "place-merged-away"),
        ("20/shops", {"amount": 1}, 409, "no-households"),
        ("20/shops", {"amount": 1, "percent": 1}, 409, "no-households"),
        ("06463/shops", {}, 422, "invalid-input"),
        ("06463/shops", {"amount": 1, "percent": 5}, 409, "no-households"),
        ("06463/shops", {"percent": 101}, 422, "invalid-input"),
        ("06463/shops", {"amount": -1}, 422, "invalid-input"),
        ("06463/shops", {"amount": 1, "to": "2020-01-01", "from": "2019-01-01"}, 422, "invalid-input"),
        ("06463/shops", {"amount": 1, "to": "2020-01-01"}, 422, "invalid-input"),
        ("06463/shops", {"amount": 1, "from": "0001-01-01"}, 422, "invalid-input"),
    ],
)
def test_a_target_that_cannot_be_is_refused_with_a_word(path: str, words: dict, status: int, kind: str) -> None:
    found = calling(an_officer(LANG_SON)).put(f"/targets/{path}", json=this_year(**words))
    assert (found.status_code, found.json["type"]) == (status, kind)
    assert parts() == {}


def test_an_account_filed_here_counts_as_one_written_down() -> None:
    households(CHI_LANG, "Đồng Đĩnh", 2)
    officer = calling(an_officer(CHI_LANG))
    officer.put(f"/targets/{CHI_LANG}/accounts", json=this_year(amount=2))

    def file_account() -> None:
        household = db.session.scalars(select(Household)).first()
        db.session.add(PayoutAccount(person_id=household.person_id, sealed=b"", filed_at=clock.now()))

    transaction(file_account)
    items = {item["place"]: item["reached"] for item in officer.get("/targets").json["items"]}
    assert items == {CHI_LANG: 1, DONG_DINH: 1}


def test_only_officers_of_the_place_set_and_see_targets() -> None:
    body = this_year(amount=1)
    assert guest().put(f"/targets/{CHI_LANG}/shops", json=body).status_code == 401
    assert calling(a_team_member()).put(f"/targets/{CHI_LANG}/shops", json=body).status_code == 403
    assert calling(an_officer(HUU_LIEN)).put(f"/targets/{CHI_LANG}/shops", json=body).status_code == 403
    assert calling(an_officer(HUU_LIEN)).get(f"/targets?place={CHI_LANG}").status_code == 403
    assert parts() == {}


def test_pages_of_targets_follow_one_another() -> None:
    households(CHI_LANG, "Đồng Đĩnh", 2)
    officer = calling(an_officer(CHI_LANG))
    officer.put(f"/targets/{CHI_LANG}/shops", json=this_year(amount=2))
    first = officer.get("/targets?limit=1").json
    second = officer.get(f"/targets?limit=1&cursor={first['next']}").json
    assert [page["items"][0]["place"] for page in (first, second)] == [CHI_LANG, DONG_DINH]
    assert second["next"] is None


@given(st.integers(0, 10**7), st.dictionaries(st.text(max_size=3), st.integers(1, 10**4), min_size=1, max_size=30))
def test_pure_parts_add_up(amount: int, counts: dict[str, int]) -> None:
    divided = divide(amount, counts)
    assert sum(divided.values()) == amount
    assert all(abs(part - amount * counts[place] / sum(counts.values())) < 1 for place, part in divided.items())


@given(st.integers(0, 10**6), st.dates(), st.integers(0, 800), st.dates())
def test_pure_expectation_grows_from_nothing_to_all(amount: int, start: Any, length: int, today: Any) -> None:
    try:
        end = start + timedelta(days=length)
    except OverflowError:
        return
    assert 0 <= expected(amount, start, end, today) <= amount
    assert expected(amount, start, end, end) == amount
