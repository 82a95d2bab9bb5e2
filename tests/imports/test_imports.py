"""Five tables as officials send them go in; what cannot comes out to be put right, and goes in again."""

import io
import os
import zipfile
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from market import clock
from market.accounts import actions as accounts
from market.accounts.models import Delegation, Person, Role
from market.accounts.rules import RoleName
from market.catalog.models import Product, Shop, StockMovement
from market.cli import main
from market.db import db, transaction
from market.imports import flows, tables
from market.imports.models import Import, ImportedKey, ImportRow
from market.imports.rules import CHUNK_ROWS
from market.ops.invariants import broken
from market.teams.models import Household
from tests.support.importing import FILES, begin, count, errors_of, many, named, rules_of, send, send_file, table
from tests.support.typed import market
from tests.support.village import (
    CHI_LANG,
    DONG_DINH,
    Caller,
    a_buyer,
    a_person,
    a_purchase,
    a_team_member,
    an_officer,
    an_operator,
    calling,
    guest,
)


@pytest.fixture
def province(app) -> Caller:
    return calling(an_officer("20"))


# Five messy files


def test_a_ministrys_table_with_titles_sections_and_sums(province) -> None:
    done = send_file(province, 1)
    assert (done["state"], done["total_rows"], done["counts"]) == (
        "done", 9, {"created": 5, "updated": 0, "unchanged": 0, "held": 4},
    )  # fmt: skip
    household = named("Hoàng Thị Thắm")
    assert (household.village_key, household.is_leading, str(household.registered_on)) == (
        DONG_DINH, True, "2026-05-03",
    )  # fmt: skip
    assert named("Hứa Văn Thắng").village == "Quán Thanh"
    assert rules_of(province, done, status="held") == {
        17: ["name-shape", "date-shape"],
        18: ["phone-shape", "yes-no-shape"],
        19: ["key-twice"],
        20: ["commune-unknown", "phone-missing"],
    } or rules_of(province, done, status="held")[20] == ["phone-missing", "commune-unknown"]


def test_windows_1258_with_addresses_of_before_the_merger(province) -> None:
    done = send_file(province, 2)
    assert done["reading"]["encoding"] == "cp1258"
    assert done["counts"] == {"created": 3, "updated": 0, "unchanged": 1, "held": 2}
    assert (named("Bế Văn Hưởng").village, str(named("Bế Văn Hưởng").registered_on)) == ("Bản Trại", "2025-05-05")
    assert named("Lý Văn Thượng").commune_code != named("Bế Văn Hưởng").commune_code


def test_tcvn3_without_unicode(province) -> None:
    done = send_file(province, 3, "shops")
    assert set(done["reading"]["fonts"].values()) == {"tcvn3"}
    assert done["counts"]["created"] == 3
    assert count(Shop) == count(Household) == 3
    assert named("Lương Văn Đường").village == "Thôn 2"


def test_a_spreadsheet_with_merged_cells_and_lost_zeros(province) -> None:
    done = send_file(province, 4)
    assert done["counts"] == {"created": 4, "updated": 0, "unchanged": 0, "held": 2}
    household = named("Dương Thị Lụa")
    assert (household.phone, household.village) == ("+84912345632", "Mỏ Hao")
    assert household.identity_hash is not None
    assert "20180001302" not in household.identity_hash


def test_goods_in_a_vni_font_with_prices_as_people_write_them(province) -> None:
    send_file(province, 3, "shops")
    done = send_file(province, 5, "products")
    assert done["counts"] == {"created": 3, "updated": 0, "unchanged": 0, "held": 3}
    wanted = select(Product.name, Product.price_vnd, Product.stock, Product.weight_g, Product.from_month)
    goods = {row[0]: tuple(row[1:]) for row in transaction(lambda: list(db.session.execute(wanted)))}
    assert goods == {
        "Hồng Bảo Lâm": (45_000, 120, 1100, 9),
        "Hồng treo gió": (120_000, 40, 550, 10),
        "Thạch đen": (65_000, 1200, 1100, None),
    }
    assert count(StockMovement) == 3


def test_errors_come_out_are_put_right_and_go_in_again(province) -> None:
    errors = errors_of(province, send_file(province, 1))
    assert errors.startswith("\ufeff")
    fixed = (
        errors.replace("Hoàng Văn 6", "Hoàng Văn Sáu").replace("31/02/2026", "28/02/2026")
        .replace("0912345;", "0912345607;").replace("có thể", "").replace("CL-0001", "CL-0008")
        .replace("Xã Không Có", "Chi Lăng")
    )  # fmt: skip
    again = send(province, fixed)
    assert again["counts"] == {"created": 4, "updated": 0, "unchanged": 0, "held": 0}
    assert named("Hoàng Văn Sáu").village == "Quán Thanh"
    assert count(Household) == 9


def test_errors_sent_again_unchanged_change_nothing(province) -> None:
    errors = errors_of(province, send_file(province, 1))
    again = send(province, errors)
    assert again["counts"] == {"created": 0, "updated": 0, "unchanged": 0, "held": 4}
    assert errors_of(province, again).splitlines()[1:] == errors.splitlines()[1:]
    assert named("Hoàng Thị Thắm").phone == "+84912345601"


# Repeating, resuming, undoing


def test_the_same_file_again_makes_nothing_twice(province) -> None:
    send_file(province, 1)
    before = (count(Household), count(Person))
    assert send_file(province, 1)["counts"]["unchanged"] == 5
    assert (count(Household), count(Person)) == before


def test_a_changed_row_changes_its_household_until_it_signs_in(province) -> None:
    send(province, table("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"))
    changed = table("A1;Nông Thị Páo;0912555002;Đồng Đĩnh;Chi Lăng")
    assert send(province, changed)["counts"]["updated"] == 1
    assert named("Nông Thị Páo").phone == "+84912555002"
    transaction(lambda: setattr(db.session.merge(named("Nông Thị Páo")), "signed_in_at", clock.now()))
    again = send(province, changed.replace("5002", "5003"))
    assert again["counts"] == {"created": 0, "updated": 0, "unchanged": 1, "held": 0}
    assert named("Nông Thị Páo").phone == "+84912555002"


def test_a_dry_run_says_all_and_writes_nothing(province) -> None:
    done = send_file(province, 1, dry_run="true")
    assert done["dry_run"]
    assert done["counts"]["created"] == 5
    assert "Hoàng Văn 6" in errors_of(province, done)
    assert (count(Household), count(ImportedKey)) == (0, 0)


def test_a_stopped_import_goes_on_where_it_stopped(province, app) -> None:
    content = many(CHUNK_ROWS + 300)
    begun = begin(province, content).json
    import_id = transaction(lambda: db.session.scalars(select(Import.id)).one())
    assert not flows.advance(import_id, seconds=0)
    assert province.get(f"/imports/{begun['id']}").json["done_rows"] == CHUNK_ROWS
    again = send(province, content)
    assert (again["id"], again["done_rows"], again["state"]) == (begun["id"], CHUNK_ROWS + 300, "done")
    assert count(Household) == CHUNK_ROWS + 300 == count(ImportRow)


def test_an_import_in_somebodys_hands_is_left_to_him(province, app) -> None:
    begin(province, many(3))
    import_id = transaction(lambda: db.session.scalars(select(Import.id)).one())
    transaction(lambda: setattr(db.session.get(Import, import_id), "leased_until", clock.ago(clock.now(), hours=-1)))
    assert not flows.advance(import_id)
    assert count(Household) == 0


def test_two_files_at_once_with_the_same_households_make_each_once(province, app) -> None:
    one, two = many(150), many(150).replace("K", "L") + "\n"
    ids = [begin(province, content).json["id"] for content in (one, two)]

    def take(import_id: UUID) -> None:
        with app.app_context():
            flows.advance(import_id)
            db.session.remove()

    threads = [Thread(target=take, args=(UUID(import_id),)) for import_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = [province.get(f"/imports/{import_id}").json["counts"] for import_id in ids]
    assert sorted(one["created"] for one in counts) == [0, 150]
    assert count(Household) == count(Person) - 1 == 150  # and the officer


def test_a_whole_import_is_undone(province) -> None:
    before = (count(Person), count(Role))
    send(province, table("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"), source="x")
    households = send_file(province, 1)
    shops = send_file(province, 3, "shops")
    goods = send_file(province, 5, "products")
    for done in (goods, shops, households):
        assert province.put(f"/imports/{done['id']}/undoing").json["state"] == "undone"
        province.put(f"/imports/{done['id']}/undoing")
    assert (count(Household), count(Shop), count(Product), count(StockMovement)) == (1, 0, 0, 0)
    assert (count(Person), count(Role)) == (before[0] + 1, before[1] + 1)
    assert send_file(province, 1)["counts"]["created"] == 5


def test_undoing_puts_back_what_was_changed(province) -> None:
    send(province, table("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"))
    changed = send(province, table("A1;Nông Thị Páo;0912555002;Đồng Đĩnh;Chi Lăng"))
    province.put(f"/imports/{changed['id']}/undoing")
    assert named("Nông Thị Páo").phone == "+84912555001"


def test_not_once_something_was_sold(province) -> None:
    send_file(province, 3, "shops")
    goods = send_file(province, 5, "products")
    product = transaction(lambda: db.session.scalars(select(Product).filter_by(name="Thạch đen")).one())
    transaction(lambda: setattr(db.session.get(Shop, product.shop_id), "status", "open"))
    from market.orders.actions.checkouts import check_out

    buyer, purchase = a_buyer(), a_purchase((product, 1))
    transaction(lambda: check_out(by=buyer, purchase=purchase, now=clock.now()))
    answer = province.put(f"/imports/{goods['id']}/undoing")
    assert (answer.status_code, answer.json["type"]) == (409, "import-in-use")
    assert count(Product) == 3


# Duplicates and places


def test_one_household_in_two_spellings_is_made_once(province) -> None:
    rows = ("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng", "A2;BÀ NÔNG THỊ PÁO;912555001;Thôn Đồng Đĩnh;xã Chi Lăng")
    done = send(province, table(*rows))
    assert done["counts"] == {"created": 1, "updated": 0, "unchanged": 1, "held": 0}


def test_a_likely_double_waits_until_somebody_says_that_they_are_two(province) -> None:
    rows = ("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng", "A2;Nông Thị Páo;0912555002;Đồng Đĩnh;Chi Lăng")
    done = send(province, table(*rows))
    assert rules_of(province, done, status="held") == {3: ["duplicate-likely"]}
    confirmed = errors_of(province, done).rstrip("\r\n") + "đúng\r\n"
    assert send(province, confirmed)["counts"]["created"] == 1
    assert count(Household) == 2


def test_neighbours_may_share_a_phone_but_one_signs_in_with_it(province) -> None:
    rows = ("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng", "A2;Lý Văn Sao;0912555001;Đồng Đĩnh;Chi Lăng")
    assert send(province, table(*rows))["counts"]["created"] == 2
    phones = transaction(lambda: set(db.session.scalars(select(Person.phone).where(Person.name != "Chu Văn Bình"))))
    assert phones == {"+84912555001", None}


def test_somebody_who_was_written_down_before_is_known_again(province) -> None:
    known = a_person("Nông Thị Páo", phone="+84912555001")
    send(province, table("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"))
    assert named("Nông Thị Páo").person_id == known.id


def test_a_member_writes_only_of_her_villages(app) -> None:
    member = calling(a_team_member(DONG_DINH))
    done = send(member, table("A1;Nông A;0912555001;Đồng Đĩnh;Chi Lăng", "A2;Nông B;0912555002;Quán Thanh;Chi Lăng"))
    assert done["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "held": 1}
    assert rules_of(member, done, status="held") == {3: ["outside"]}


def test_who_has_no_place_sends_no_file(app) -> None:
    assert send(calling(a_buyer()), table()).status_code == 403
    assert send(guest(), table()).status_code == 401


def test_an_import_is_there_only_for_who_sent_it(province) -> None:
    done = send(province, table("A1;Nông A;0912555001;Đồng Đĩnh;Chi Lăng"))
    assert calling(an_officer("20")).get(f"/imports/{done['id']}").status_code == 404
    assert calling(an_operator()).get(f"/imports/{done['id']}").status_code == 200
    assert calling(an_operator()).get("/imports").json["items"][0]["id"] == done["id"]


# Prepared shops


def test_an_imported_shop_is_unseen_until_its_household_agrees(province) -> None:
    send_file(province, 3, "shops")
    shops = transaction(lambda: list(db.session.scalars(select(Shop))))
    assert {shop.status for shop in shops} == {"prepared"}
    assert guest().get(f"/shops/{shops[0].id}").status_code == 404
    assert guest().get("/shops").json["items"] == []


def test_the_shop_of_a_household_that_has_agreed_is_open_at_once(province) -> None:
    send(province, table("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"))
    owner = named("Nông Thị Páo").person_id
    transaction(lambda: accounts.delegate(person_id=owner, role=RoleName.TEAM_MEMBER, now=clock.now()))
    assert count(Delegation) == 1
    done = send(province, table("G1;Hồng nhà Páo;A1", head="Mã gian hàng;Tên gian hàng;Mã hộ"), "shops")
    assert done["counts"]["created"] == 1
    assert guest().get(f"/shops?commune_code={CHI_LANG}").json["items"][0]["name"] == "Hồng nhà Páo"


def test_a_shop_of_nobody_is_held(province) -> None:
    done = send(province, table("G1;Hồng nhà Páo;A9", head="Mã gian hàng;Tên gian hàng;Mã hộ"), "shops")
    assert rules_of(province, done) == {2: ["household-unknown"]}


# Bad input


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n" + os.urandom(3000), "not-a-table"),
        (b"", "not-a-table"),
        (b"PK\x03\x04 not a zip", "not-a-table"),
        ("Kính gửi ông bà, chúng tôi xin báo cáo".encode(), "not-a-table"),
        (b"a;b;c\n1;2;3\n4;5;6\n", "no-header"),
        ((";".join(f"Cột {n}" for n in range(10_000)) + "\n" + ";".join("x" * 10_000)).encode(), "too-many-columns"),
    ],
    ids=["picture", "empty", "broken zip", "letter", "unknown headers", "10,000 columns"],
)
def test_what_is_no_table_is_said_plainly(province, content: bytes, problem: str) -> None:
    done = send(province, content)
    assert (done["state"], done["problem"]["type"]) == ("failed", problem)
    assert done["problem"]["detail"]


def test_a_zip_bomb_of_a_spreadsheet_is_not_unpacked(province) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as member:
        for _ in range(401):
            member.write(bytes(1 << 20))
    done = send(province, bomb.getvalue(), name="ho.xlsx")
    assert done["problem"]["type"] == "table-too-large"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(province, monkeypatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_FILE", 1000)
    answer = send(province, "x" * 1001)
    assert (answer.status_code, answer.json["type"]) == (413, "table-too-large")
    said = province.post(
        "/imports", data=b"", headers={"Content-Length": str(2 << 30)}, content_type="multipart/form-data"
    )
    assert said.status_code in (413, 422)
    assert count(Import) == 0


def test_a_form_without_file_or_with_strange_fields(province) -> None:
    send_form = {"content_type": "multipart/form-data"}
    assert province.post("/imports", data={"kind": "households"}, **send_form).json["errors"].keys() == {"file"}
    assert send(province, "x", "cows").status_code == 422
    assert send(province, "x", colour="red").status_code == 422
    assert send(province, "x", template="nobody-saved-it").status_code == 422
    assert province.post("/imports", {"kind": "households"}).status_code == 415


def test_formulas_go_out_as_text_and_come_back_as_they_were(province) -> None:
    done = send(province, table('A1;"=HYPERLINK(""http://x"")";+84912555001;Đồng Đĩnh;Chi Lăng'))
    errors = errors_of(province, done)
    assert "'=HYPERLINK" in errors
    assert "'+84912555001" in errors
    fixed = errors.replace('"\'=HYPERLINK(""http://x"")"', "Nông Thị Páo")
    assert send(province, fixed)["counts"]["created"] == 1
    assert named("Nông Thị Páo").phone == "+84912555001"


def test_strange_letters_break_nothing(province) -> None:
    rows = ("A1;No\u0000ng A\u202e;0912555001;\u200bĐồng Đĩnh;Chi Lăng", "A2;" + "N" * 5000 + ";;;", "A3;😀;😀;😀;😀")
    done = send(province, table(*rows).replace("\u0000", "\u0001"))
    assert done["state"] in ("done", "failed")


def test_the_child_keeps_to_its_memory(tmp_path) -> None:
    source = tmp_path / "wide.csv"
    source.write_bytes(b"a;b\n" + b"x" * (50 << 20) + b";y\n")
    with pytest.raises(tables.Unreadable):
        tables.read_table(source, tmp_path / "rows")


# Templates, quality, the command


def test_a_saved_template_is_used_again(province) -> None:
    columns = {"Mã": "key", "Đại diện": "name", "Liên lạc": "phone", "ĐVHC": "commune", "Nơi": "village"}
    saved = province.put("/import-templates/bieu-02", {"kind": "households", "columns": columns})
    assert saved.status_code == 200
    assert province.get("/import-templates").json["items"][0]["name"] == "bieu-02"
    content = table("A1;Nông A;0912555001;Chi Lăng;Đồng Đĩnh", head="Mã;Đại diện;Liên lạc;ĐVHC;Nơi")
    assert send(province, content, template="bieu-02")["counts"]["created"] == 1
    assert send(province, content, "shops", template="bieu-02").status_code == 422


@pytest.mark.parametrize("columns", [{}, {"Mã": "colour"}, {"Mã": 7}, []])
def test_a_template_that_means_nothing_is_refused(province, columns: Any) -> None:
    assert province.put("/import-templates/x", {"kind": "households", "columns": columns}).status_code == 422


def test_the_quality_of_the_data_by_rule_and_commune(province) -> None:
    done = send_file(province, 4)
    items = province.get(f"/imports/{done['id']}/quality", headers={"Accept-Language": "en"}).json["items"]
    found = {item["rule"]: (item["commune_code"], item["cleaned"], item["held"]) for item in items}
    bac_son = named("Dương Thị Lụa").commune_code
    assert found["phone-lost-zero"] == (bac_son, 6, 0)
    assert found["name-shape"] == (bac_son, 0, 1)
    assert next(item["says"] for item in items if item["rule"] == "identity-shape").startswith("An identity number")


def test_rows_are_paged_in_the_order_of_the_file(province) -> None:
    done = send(province, many(5))
    first = province.get(f"/imports/{done['id']}/rows?limit=3").json
    rest = province.get(f"/imports/{done['id']}/rows?limit=3&cursor={first['next']}").json
    assert [row["row_no"] for row in [*first["items"], *rest["items"]]] == [2, 3, 4, 5, 6]
    assert rest["next"] is None
    assert all(row["cells"] is None for row in first["items"])


def test_the_audit_is_content_after_all_of_it(province) -> None:
    for number, kind in ((1, "households"), (3, "shops"), (5, "products"), (4, "households")):
        done = send_file(province, number, kind)
    province.put(f"/imports/{done['id']}/undoing")
    assert transaction(lambda: list(broken())) == []


@pytest.mark.once
def test_the_command_takes_a_file_in_and_undoes_it(app, tmp_path) -> None:
    (path,) = FILES.glob("1-*")
    said = market(app, "import", "households", str(path), "--errors", str(tmp_path / "loi.csv")).stdout
    assert "9 rows: 5 made, 0 changed, 0 known already, 4 held." in said
    assert "Hoàng Văn 6" in (tmp_path / "loi.csv").read_text(encoding="utf-8")
    import_id = transaction(lambda: db.session.scalars(select(Import.id)).one())
    assert "Undone: 5 made" in market(app, "undo-import", str(import_id)).stdout
    assert count(Household) == 0
    assert main.commands["import"].help
