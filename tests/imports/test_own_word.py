"""What a household, or its team, has said since a file wrote it stays; the row names it, and so does undoing."""

from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from market import clock
from market.accounts import actions as accounts
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.actions import products, shops
from market.catalog.models import Product, Shop
from market.db import db, transaction
from market.imports import flows
from market.imports.models import ImportedValues
from market.teams.models import ActivityLog, Household
from tests.support.importing import begin, count, named, send, table
from tests.support.village import DONG_DINH, Caller, a_team_member, an_officer, calling, leaves

SHOP_HEAD = "Mã gian hàng;Tên gian hàng;Mã hộ;Giới thiệu"
GOODS_HEAD = "Mã sản phẩm;Mã gian hàng;Tên sản phẩm;Loại hàng;Đơn vị tính;Giá bán;Khối lượng;Tồn kho;Mô tả;Mùa vụ"
PAO = "PA1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"


@pytest.fixture
def officer(app) -> Caller:
    made = calling(an_officer("20"))
    send(made, table(PAO))
    send(made, table("G1;Nhà Páo;PA1;Trồng na", head=SHOP_HEAD), "shops")
    send(made, good(), "products")
    return made


def good(
    price: str = "65.000", about: str = "Na ngon", stock: str = "30", season: str = "7-9", name: str = "Na dai"
) -> str:
    return table(f"PX1;G1;{name};Trái cây;hộp;{price};1 kg;{stock};{about};{season}", head=GOODS_HEAD)


def agrees() -> None:
    owner = named("Nông Thị Páo").person_id
    transaction(lambda: accounts.delegate(person_id=owner, role=RoleName.TEAM_MEMBER, now=clock.now()))
    transaction(lambda: shops.open_prepared_shops_of(owner_id=owner, now=clock.now()))


def edits(who: Caller, **fields: Any) -> None:
    shown = who.get(f"/products/{the_good()['id']}")
    answer = who.patch(f"/products/{shown.json['id']}", fields, headers={"If-Match": shown.headers["ETag"]})
    assert answer.status_code == 200, answer.json


def the_good() -> dict[str, Any]:
    names = ("id", "name", "price_vnd", "description", "from_month", "to_month", "stock", "version")
    found = transaction(lambda: db.session.execute(select(*(getattr(Product, name) for name in names))).one())
    return dict(found._mapping)


def said(who: Caller, import_: Any) -> dict[str, str]:
    """Of the only row, each rule and its sentence in English."""
    (row,) = who.get(f"/imports/{import_['id']}/rows", headers={"Accept-Language": "en"}).json["items"]
    return {found["rule"]: found["says"] for found in row["findings"]}


def became(import_: Any) -> str:
    return next(name for name, how_many in import_["counts"].items() if how_many)


@pytest.fixture
def member(officer) -> Caller:
    agrees()
    return calling(a_team_member(DONG_DINH))


# Goods


def test_a_price_set_since_stays_and_the_rest_is_taken(officer, member) -> None:
    edits(member, price_vnd=70_000)
    done = send(officer, good(about="Na ngon lắm"), "products")
    assert became(done) == "updated"
    assert (the_good()["price_vnd"], the_good()["description"]) == (70_000, "Na ngon lắm")
    assert said(officer, done)["field-stays"].startswith("Left as it is: price.")
    again = send(officer, good(about="Na ngon lắm", price="66.000"), "products")
    assert (became(again), the_good()["price_vnd"]) == ("unchanged", 70_000)
    assert "field-stays" in said(officer, again)


def test_the_very_same_row_says_so_too(officer, member) -> None:
    edits(member, price_vnd=70_000)
    done = send(officer, good() + "\n", "products")
    assert (became(done), list(said(officer, done)), the_good()["price_vnd"]) == ("unchanged", ["field-stays"], 70_000)


def test_what_a_file_says_like_the_household_does_not_become_the_files(officer, member) -> None:
    edits(member, price_vnd=70_000)
    send(officer, good(price="70.000"), "products")
    send(officer, good(price="75.000"), "products")
    assert the_good()["price_vnd"] == 70_000


@pytest.mark.parametrize(
    ("change", "row", "field"),
    [
        ({"season": {"from_month": 6, "to_month": 9}}, {"season": "7-10"}, "season"),
        ({"name": "Na Chi Lăng"}, {"name": "Na Lạng Sơn"}, "name"),
        ({"description": ""}, {"about": "Na rất ngon"}, "description"),
    ],
)
def test_every_field_by_itself(officer, member, change: dict[str, Any], row: dict[str, str], field: str) -> None:
    edits(member, **change)
    before = the_good()
    done = send(officer, good(**row, price="66.000"), "products")
    assert the_good() == before | {"price_vnd": 66_000, "version": before["version"] + 1}
    assert said(officer, done)["field-stays"].startswith(f"Left as it is: {field}.")


def test_a_change_of_something_else_leaves_all_fields_to_the_file(officer, member) -> None:
    moved = member.post(f"/products/{the_good()['id']}/stock-movements", {"change": 5, "reason": "harvest"})
    assert moved.status_code == 201
    assert member.put(f"/products/{the_good()['id']}/unlisting").status_code in (200, 204)
    done = send(officer, good(price="66.000"), "products")
    assert (became(done), the_good()["price_vnd"], the_good()["stock"]) == ("updated", 66_000, 35)


def test_only_another_stock_changes_nothing_and_says_so(officer, member) -> None:
    edits(member, price_vnd=70_000)
    before = the_good()
    done = send(officer, good(stock="99"), "products")
    assert (became(done), the_good()) == ("unchanged", before)
    assert said(officer, done).keys() == {"stock-stays", "field-stays"}


def test_what_a_file_does_not_say_it_does_not_take_away(officer) -> None:
    head, row = GOODS_HEAD.rpartition(";Tồn kho")[0], "PX1;G1;Na dai;Trái cây;hộp;66.000;1 kg"
    assert became(send(officer, table(row, head=head), "products")) == "updated"
    assert became(send(officer, good(price="67.000", about="", season=""), "products")) == "updated"
    after = the_good()
    assert (after["description"], after["from_month"], after["price_vnd"]) == ("Na ngon", 7, 67_000)


def test_once_she_signs_in_her_goods_are_hers(officer) -> None:
    calling(transaction(lambda: db.session.get(Person, named("Nông Thị Páo").person_id)))
    before = the_good()
    done = send(officer, good(about="Na ngon lắm", price="66.000"), "products")
    assert (became(done), the_good()) == ("held", before)
    assert said(officer, done)["field-stays"].startswith("Left as it is: price, description.")
    assert became(send(officer, good(stock="99"), "products")) == "unchanged"


def test_two_at_once_end_with_her_price(officer, member, app) -> None:
    """Whoever is first: a file never lays its price over hers."""
    import_id = UUID(begin(officer, good(price="66.000", about="Mới"), "products").json["id"])
    mine, price = the_good(), 71_000

    def take() -> None:
        with app.app_context():
            flows.advance(import_id)
            db.session.remove()

    def edit() -> None:
        with app.app_context():

            def change() -> None:
                product = db.session.get(Product, mine["id"], with_for_update={"of": Product})
                by = db.session.scalars(select(Person).where(Person.id == named("Nông Thị Páo").person_id)).one()
                products.change_product(product=product, changes={"price_vnd": price}, by=by, now=clock.now())

            transaction(change)
            db.session.remove()

    threads = [Thread(target=take), Thread(target=edit)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (the_good()["price_vnd"], the_good()["description"]) == (price, "Mới")


def test_of_older_imports_only_what_nobody_touched_is_changed(officer, member) -> None:
    transaction(lambda: db.session.query(ImportedValues).delete())
    assert became(send(officer, good(price="66.000"), "products")) == "updated"
    edits(member, description="Na của nhà")
    transaction(lambda: db.session.query(ImportedValues).delete())
    assert became(send(officer, good(price="67.000"), "products")) == "unchanged"
    assert the_good()["price_vnd"] == 66_000


# Shops and households


def test_a_prepared_shop_that_somebody_has_written_anew(officer) -> None:
    transaction(lambda: setattr(db.session.scalars(select(Shop)).one(), "about", "Na của bà Páo"))
    done = send(officer, table("G1;Na nhà Páo;PA1;Trồng na và hồng", head=SHOP_HEAD), "shops")
    shop = transaction(lambda: db.session.execute(select(Shop.name, Shop.about)).one())
    assert (became(done), tuple(shop)) == ("updated", ("Na nhà Páo", "Na của bà Páo"))
    assert "description" in said(officer, done)["field-stays"]


def test_an_open_shop_is_left_and_the_row_names_what_it_wanted(officer) -> None:
    agrees()
    done = send(officer, table("G1;Tên khác;PA1;Trồng na", head=SHOP_HEAD), "shops")
    assert (became(done), said(officer, done)["field-stays"][:20]) == ("unchanged", "Left as it is: name.")


def test_a_household_that_signed_in_is_left_and_the_row_names_what_it_wanted(officer) -> None:
    calling(transaction(lambda: db.session.get(Person, named("Nông Thị Páo").person_id)))
    done = send(officer, table(PAO.replace("5001", "5002")))
    assert (became(done), named("Nông Thị Páo").phone) == ("unchanged", "+84912555001")
    assert said(officer, done)["field-stays"].startswith("Left as it is: phone.")


def test_what_was_corrected_of_a_household_stays(officer) -> None:
    transaction(lambda: db.session.execute(update(Household).values(phone="+84912555009")))
    head = "Mã hộ;Họ và tên chủ hộ;Số điện thoại;Thôn;Xã;Số nhân khẩu"
    done = send(officer, table(f"{PAO.replace('5001', '5002')};5", head=head))
    household = named("Nông Thị Páo")
    assert (became(done), household.phone, household.people_count) == ("updated", "+84912555009", 5)
    assert said(officer, done)["field-stays"].startswith("Left as it is: phone.")


def test_a_list_without_phones_takes_no_phone_away(officer) -> None:
    head = "Mã hộ;Họ và tên chủ hộ;Thôn;Xã;Hộ đầu tàu"
    done = send(officer, table("PA1;Nông Thị Páo;Đồng Đĩnh;Chi Lăng;x", head=head))
    assert (became(done), named("Nông Thị Páo").phone, named("Nông Thị Páo").is_leading) == (
        "updated",
        "+84912555001",
        True,
    )
    assert became(send(officer, table("PA1;Nông Thị Páo;;Đồng Đĩnh;Chi Lăng"))) == "unchanged"
    assert named("Nông Thị Páo").is_leading
    assert became(send(officer, table("PA1;Nông Thị Páo;Đồng Đĩnh;Chi Lăng;", head=head))) == "updated"
    assert not named("Nông Thị Páo").is_leading


# Undoing


def test_undoing_puts_back_field_by_field(officer, member) -> None:
    done = send(officer, good(price="81.000", about="Na ngon lắm", season="8-10"), "products")
    edits(member, price_vnd=99_000, season={"from_month": 8, "to_month": 11})
    assert officer.put(f"/imports/{done['id']}/undoing").status_code == 200
    after = the_good()
    assert (after["price_vnd"], after["description"]) == (99_000, "Na ngon")
    assert (after["from_month"], after["to_month"]) == (8, 11)
    assert "(price, season)" in said(officer, done)["changed-since"]
    edits(member, price_vnd=81_000)
    officer.put(f"/imports/{done['id']}/undoing")
    assert (the_good()["price_vnd"], the_good()["description"], the_good()["to_month"]) == (65_000, "Na ngon", 11)


def test_what_undoing_put_back_is_the_files_again(officer) -> None:
    done = send(officer, good(price="81.000"), "products")
    officer.put(f"/imports/{done['id']}/undoing")
    assert became(send(officer, good(price="82.000"), "products")) == "updated"
    assert the_good()["price_vnd"] == 82_000


def test_a_household_that_was_corrected_since_is_not_taken_away(app) -> None:
    officer = calling(an_officer("20"))
    done = send(officer, table(PAO))
    transaction(lambda: db.session.execute(update(Household).values(phone="+84912555009")))
    officer.put(f"/imports/{done['id']}/undoing")
    assert (count(Household), list(said(officer, done))) == (1, ["changed-since"])


def test_nothing_is_kept_of_what_is_gone(officer) -> None:
    person = transaction(lambda: db.session.get(Person, named("Nông Thị Páo").person_id))
    assert leaves(calling(person)).status_code == 204
    assert count(ImportedValues) == 0


def test_who_agreed_sees_only_acts_that_changed_something(officer, member) -> None:
    edits(member, price_vnd=70_000)
    acts = count(ActivityLog)
    send(officer, good(price="71.000"), "products")
    assert count(ActivityLog) == acts
