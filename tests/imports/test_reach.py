"""What a file finds decides whether it may be written: where it lies, whose it is, and what its household said."""

from typing import Any

import pytest
from sqlalchemy import select

from market import clock
from market.accounts import actions as accounts
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.imports import data
from market.imports.models import ImportedKey
from market.teams.models import ActivityLog, Consent, Household
from tests.support.importing import begin, count, named, rules_of, send, table, work
from tests.support.village import (
    CHI_LANG,
    DONG_DINH,
    Caller,
    a_person,
    a_team_member,
    an_officer,
    an_operator,
    calling,
)

SHOP_HEAD = "Mã gian hàng;Tên gian hàng;Mã hộ"
GOODS_HEAD = "Mã sản phẩm;Mã gian hàng;Tên sản phẩm;Loại hàng;Đơn vị tính;Giá bán;Khối lượng"
PAO = "A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"
FAR = "B1;Lý Văn Sao;0912555002;Nà Lìu;Bắc Sơn"


@pytest.fixture
def province(app) -> Caller:
    return calling(an_officer("20"))


@pytest.fixture
def member(app) -> Caller:
    return calling(a_team_member(DONG_DINH))


def two_shops(province: Caller) -> None:
    """One in Đồng Đĩnh and one in another commune, each with goods."""
    send(province, table(PAO, FAR))
    send(province, table("G1;Nhà Páo;A1", "G2;Nhà Sao;B1", head=SHOP_HEAD), "shops")
    send(province, goods("P1;G1;Na dai", "P2;G2;Thạch đen"), "products")


def goods(*rows: str, price: str = "65.000") -> str:
    return table(*(f"{row};Trái cây;hộp;{price};1 kg" for row in rows), head=GOODS_HEAD)


def kept() -> dict[str, Any]:
    """All that a refused row must leave as it was."""
    columns = {
        "people": (Person.id, Person.name, Person.phone),
        "households": (Household.id, Household.person_id, Household.name, Household.phone),
        "shops": (Shop.id, Shop.owner_id, Shop.name, Shop.about, Shop.status, Shop.version),
        "goods": (Product.id, Product.shop_id, Product.name, Product.price_vnd, Product.version),
        "keys": (ImportedKey.key, ImportedKey.subject_id, ImportedKey.digest),
    }
    return transaction(lambda: {n: sorted(map(str, db.session.execute(select(*c)))) for n, c in columns.items()})


def refused(who: Caller, content: str, kind: str = "households") -> list[list[str]]:
    """Why each row is held; nothing was written."""
    before = kept()
    done = send(who, content, kind)
    assert done["counts"]["created"] == done["counts"]["updated"] == 0
    assert kept() == before
    held = rules_of(who, done, status="held").values()
    return [[rule for rule in rules if data.rules()[rule].effect == data.HOLD] for rules in held]


def signs_in(name: str) -> None:
    person = transaction(lambda: db.session.get(Person, named(name).person_id))
    assert person is not None
    calling(person)


def agrees(name: str, *, takes_back: bool = False) -> None:
    def say() -> None:
        household, at = named(name), clock.now()
        accounts.delegate(person_id=household.person_id, role=RoleName.TEAM_MEMBER, now=at)
        given = {"method": "code", "given_by": name, "given_at": at, "recorded_by": household.person_id}
        over = {"withdrawn_at": at, "withdrawn_by": household.person_id} if takes_back else {}
        db.session.add(Consent(household_id=household.id, **given, recorded_at=at, **over))
        if takes_back:
            accounts.end_delegation(person_id=household.person_id, role=RoleName.TEAM_MEMBER)

    transaction(say)


# Places


def test_a_key_of_another_village_is_held_for_each_kind(province, member) -> None:
    two_shops(province)
    assert refused(member, goods("P2;G1;Na rẻ", price="1.000"), "products") == [["key-taken"]]
    assert refused(member, goods("P2;G2;Na rẻ", price="1.000"), "products") == [["outside"]]
    assert refused(member, table("G2;Nhà khác;A1", head=SHOP_HEAD), "shops") == [["key-taken"]]
    assert refused(member, table("B1;Lý Văn Sao;0912555009;Đồng Đĩnh;Chi Lăng")) == [["key-taken"]]


def test_the_very_row_of_another_village_does_not_tell_whose_it_is(province, member) -> None:
    two_shops(province)
    done = send(member, table(FAR))
    assert done["counts"]["held"] == 1
    assert member.get(f"/imports/{done['id']}/rows").json["items"][0]["subject_id"] is None


def test_goods_do_not_move_between_two_shops_of_ones_own_village(province, member) -> None:
    two_shops(province)
    send(province, table("A2;Vi Thị Lan;0912555003;Đồng Đĩnh;Chi Lăng"))
    send(province, table("G3;Nhà Lan;A2", head=SHOP_HEAD), "shops")
    assert refused(member, goods("P1;G3;Na rẻ", price="1.000"), "products") == [["key-taken"]]
    assert refused(member, table("G1;Nhà Lan;A2", head=SHOP_HEAD), "shops") == [["key-taken"]]


def test_a_province_ends_at_its_border(province) -> None:
    operator = calling(an_operator())
    two_shops(operator)
    hanoi = calling(an_officer("01"))
    assert refused(hanoi, goods("P1;G1;Na rẻ", price="1.000"), "products") == [["outside"]]
    assert refused(hanoi, table("G9;Nhà khác;A1", head=SHOP_HEAD), "shops") == [["outside"]]


def test_an_identity_number_leads_into_no_other_village(province, member) -> None:
    head = "Mã hộ;Họ và tên chủ hộ;Số CCCD;Thôn;Xã"
    send(province, table("B1;Lý Văn Sao;020085001234;Nà Lìu;Bắc Sơn", head=head))
    row = "X1;Lý Văn Sao;020085001234;Đồng Đĩnh;Chi Lăng"
    assert refused(member, table(row, head=head)) == [["identity-taken"]]
    shops = table(f"G9;Nhà khác;{row}", head=f"Mã gian hàng;Tên gian hàng;{head}")
    assert refused(member, shops, "shops") == [["identity-taken"]]


def test_a_role_taken_away_while_the_file_waits_counts_no_more(app) -> None:
    officer = an_officer(CHI_LANG)
    import_id = begin(calling(officer), table(PAO)).json["id"]
    transaction(lambda: accounts.revoke(person=db.session.merge(officer), role=RoleName.OFFICER, place=CHI_LANG))
    work()
    assert rules_of(calling(an_operator()), {"id": import_id}) == {2: ["outside"]}
    assert count(Household) == 0


# Consent


def test_a_household_that_signs_in_writes_its_own_goods(province, member) -> None:
    two_shops(province)
    signs_in("Nông Thị Páo")
    for content in (goods("P1;G1;Na rẻ", price="1.000"), goods("P9;G1;Na mới")):
        assert refused(member, content, "products") == [["household-own"]]
    assert refused(member, table("G9;Nhà Páo 2;A1", head=SHOP_HEAD), "shops") == [["household-own"]]
    assert refused(member, table("G1;Tên khác;A1", head=SHOP_HEAD), "shops") == []  # known, and left as it is
    assert refused(member, table("A1;Nông Thị Páo;0912555009;Đồng Đĩnh;Chi Lăng")) == []


def test_once_it_agrees_the_file_is_taken_in_again(province, member) -> None:
    two_shops(province)
    signs_in("Nông Thị Páo")
    agrees("Nông Thị Páo")
    done = send(member, goods("P1;G1;Na dai", "P9;G1;Na mới", price="70.000"), "products")
    assert done["counts"] == {"created": 1, "updated": 1, "unchanged": 0, "held": 0}


def test_a_file_moves_no_price_by_more_than_half_and_the_household_sees_what_it_did(province, member) -> None:
    two_shops(province)
    agrees("Nông Thị Páo")
    assert refused(member, goods("P1;G1;Na dai", price="1.000"), "products") == [["price-far"]]
    assert refused(member, goods("P1;G1;Na dai", price="98.000"), "products") == [["price-far"]]
    send(member, goods("P1;G1;Na dai", "P9;G1;Na mới", price="70.000"), "products")
    acts = transaction(lambda: list(db.session.scalars(select(ActivityLog).where(ActivityLog.deed.like("import_%")))))
    assert [(act.deed, act.for_id) for act in acts] == [("import_products", named("Nông Thị Páo").person_id)]


def test_who_took_her_consent_back_is_left_in_peace(province, member) -> None:
    two_shops(province)
    agrees("Nông Thị Páo", takes_back=True)
    assert refused(member, goods("P1;G1;Na rẻ", price="1.000"), "products") == [["household-own"]]
    assert refused(member, table("A1;Nông Thị Páo;0912555009;Đồng Đĩnh;Chi Lăng")) == []


def test_the_phone_by_which_a_household_agreed_is_not_changed_by_a_file(province, member) -> None:
    send(province, table(PAO))
    agrees("Nông Thị Páo")
    row = "A1;Nông Thị Páo;0912555009;Đồng Đĩnh;Chi Lăng"
    assert refused(member, table(row)) == [["phone-agreed"]]


# People


@pytest.mark.parametrize("role", [None, (RoleName.OPERATOR, ""), (RoleName.TEAM_MEMBER, DONG_DINH)])
def test_a_file_ties_nobody_who_uses_the_market_to_a_household(member, role: Any) -> None:
    known = a_person("Nông Thị Páo", *([role] if role else []), phone="+84912555001")
    if role is None:
        calling(known)
    shop = f"G1;Nhà Páo;{PAO}"
    assert refused(member, table(PAO)) == [["person-known"]]
    assert refused(member, table(shop, head=f"Mã gian hàng;Tên gian hàng;{table()}"), "shops") == [["person-known"]]


def test_not_even_in_other_letters(member) -> None:
    calling(a_person("Nông Thị Páo", phone="+84912555001"))
    assert refused(member, table("A1;BÀ NÔNG THI PAO;912555001;Đồng Đĩnh;Chi Lăng")) == [["person-known"]]


def test_under_another_name_her_phone_is_a_contact_and_she_stays_who_she_is(member) -> None:
    operator = a_person("Trần Quản Trị", (RoleName.OPERATOR, ""), phone="+84912555001")
    send(member, table(PAO))
    assert named("Nông Thị Páo").person_id != operator.id
    assert transaction(lambda: db.session.get(Person, operator.id).phone) == "+84912555001"


# Templates


@pytest.mark.parametrize("other", [lambda: a_team_member("00070/pho-co"), lambda: an_officer("20"), an_operator])
def test_a_template_is_replaced_by_who_saved_it_and_read_by_all(province, other: Any) -> None:
    mine = {"kind": "households", "columns": {"Đại diện": "name", "Liên lạc": "phone"}}
    province.put("/import-templates/mau-xa", mine)
    before = province.get("/import-templates").json
    swapped = {"kind": "households", "columns": {"Đại diện": "phone", "Liên lạc": "name"}}
    for name in ("mau-xa", "MAU-XA"):
        answer = calling(other()).put(f"/import-templates/{name}", swapped)
        assert (answer.status_code, answer.json["type"]) == (409, "template-taken")
    assert calling(other()).get("/import-templates").json == before
    again = province.put("/import-templates/mau-xa", swapped)
    assert (again.status_code, again.json["columns"]) == (200, swapped["columns"])
