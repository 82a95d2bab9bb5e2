"""Every sheet that is seen and has headers is read, and what is left out is named."""

from typing import Any

import pytest
from sqlalchemy import select

from market.db import db, transaction
from market.imports import flows, layout
from market.imports.models import Import
from market.teams.models import Household
from tests.support.importing import HEAD, begin, book, count, errors_of, named, rules_of, send, table, work
from tests.support.village import Caller, an_officer, calling

A, B, C = (f"A{n};Vi Văn {name};091255500{n};Đồng Đĩnh;Chi Lăng" for n, name in enumerate(("An", "Bình", "Cường"), 1))


@pytest.fixture
def province(app) -> Caller:
    return calling(an_officer("20"))


def sheets_of(done: Any) -> list[tuple[str, str, int]]:
    return [(sheet["name"], sheet["state"], sheet["rows"]) for sheet in done["reading"]["sheets"]]


def names() -> set[str]:
    return set(transaction(lambda: list(db.session.scalars(select(Household.name)))))


def test_all_sheets_are_read_and_named(province) -> None:
    done = send(province, book(("Xã Chi Lăng", table(A)), ("Xã Bằng Mạc", table(B, C))), name="ho.xlsx")
    assert (done["state"], done["total_rows"], done["counts"]["created"]) == ("done", 3, 3)
    assert sheets_of(done) == [("Xã Chi Lăng", "read", 1), ("Xã Bằng Mạc", "read", 2)]


def test_what_is_hidden_is_not_read_nor_what_is_no_table(province) -> None:
    sheets = (
        ("cũ", table(A), "hidden"),
        ("Bìa", "UBND XÃ CHI LĂNG\n\nDANH SÁCH HỘ\nNăm;2026"),
        ("Hộ", "DANH SÁCH\n\n" + table(B)),
        ("rất cũ", table(C), "veryHidden"),
        ("Tổng hợp", "Xã;Số nhân khẩu\nChi Lăng;1200"),
        ("Gian hàng", "Mã gian hàng;Tên gian hàng;Mã hộ;Chủ hộ;Xã;Thôn\nG1;Nhà An;A1;Vi Văn An;Chi Lăng;Đồng Đĩnh"),
        ("Sheet2", ""),
    )
    done = send(province, book(*sheets), name="ho.xlsx")
    assert sheets_of(done) == [
        ("cũ", "hidden", 0), ("Bìa", "no-header", 0), ("Hộ", "read", 1), ("rất cũ", "hidden", 0),
        ("Tổng hợp", "other-kind", 0), ("Gian hàng", "other-kind", 0), ("Sheet2", "empty", 0),
    ]  # fmt: skip
    assert names() == {"Vi Văn Bình"}
    assert (done["total_rows"], done["counts"]["held"]) == (1, 0)


def test_the_same_book_is_read_by_kind(province) -> None:
    shops = "Mã gian hàng;Tên gian hàng;Mã hộ\nG1;Nhà An;A1"
    content = book(("Hộ", table(A)), ("Gian hàng", shops))
    assert send(province, content, name="ho.xlsx")["counts"]["created"] == 1
    done = send(province, content, "shops", name="ho.xlsx")
    assert (done["counts"], sheets_of(done)) == (
        {"created": 1, "updated": 0, "unchanged": 0, "held": 0}, [("Hộ", "other-kind", 0), ("Gian hàng", "read", 1)],
    )  # fmt: skip


def test_nothing_seen_is_no_table(province) -> None:
    assert send(province, book(("cũ", table(A), "hidden")), name="ho.xlsx")["problem"]["type"] == "not-a-table"
    assert send(province, book(("Bìa", "a;b\nc;d")), name="ho.xlsx")["problem"]["type"] == "no-header"
    assert count(Household) == 0


def test_each_sheet_has_its_own_columns_and_rows_name_their_sheet(province) -> None:
    second = "Thôn;Số điện thoại;Họ và tên chủ hộ;Xã;Dân tộc\nĐồng Đĩnh;0912;Vi Thị Xuân;Chi Lăng;Nùng"
    done = send(province, book(("Một", table(A, "A9;Vi 9;;;Chi Lăng")), ("Hai", f"\n{second}")), name="ho.xlsx")
    assert done["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "held": 2}
    rows = province.get(f"/imports/{done['id']}/rows").json["items"]
    assert [(row["sheet"], row["line"], row["status"]) for row in rows] == [
        ("Một", 2, "created"), ("Một", 3, "held"), ("Hai", 3, "held"),
    ]  # fmt: skip
    lines = errors_of(province, done).lstrip("\ufeff").splitlines()
    assert lines[0] == f"{HEAD};Dân tộc;Lỗi;Xác nhận;Trang tính"
    assert (lines[1][-9:], lines[2][-9:]) == ("t, dòng 3", "i, dòng 3")
    fixed = (
        "\n".join(lines)
        .replace("0912;", "0912555009;")
        .replace("Vi 9", "Vi Chín")
        .replace("A9;Vi Chín;;", "A9;Vi Chín;;Bản Cưởm")
    )
    assert send(province, fixed)["counts"]["created"] == 2
    assert named("Vi Thị Xuân").phone == "+84912555009"


def test_a_village_of_one_sheet_is_not_that_of_the_next(province) -> None:
    head = "Mã hộ;Họ và tên chủ hộ;Số điện thoại;Xã"
    one = table("Thôn Đồng Đĩnh", "A1;Vi Văn An;0912555001;Chi Lăng", head=head)
    two = table("A2;Vi Văn Bình;0912555002;Chi Lăng", head=head)
    done = send(province, book(("Một", one), ("Hai", two)), name="ho.xlsx")
    assert rules_of(province, done, status="held") == {6: ["village-missing"]} or done["counts"]["held"] == 1
    assert named("Vi Văn An").village == "Đồng Đĩnh"
    assert errors_of(province, done).startswith(f"\ufeff{head};Thôn;Lỗi")


def test_a_header_that_stands_again_between_pages_is_no_household(province) -> None:
    pages = table(A, "DANH SÁCH HỘ (tiếp)", HEAD, "(1);(2);(3);(4);(5)", B, "", HEAD.upper(), C)
    done = send(province, pages)
    assert (done["total_rows"], done["counts"]["created"]) == (3, 3)


def test_two_rows_of_header_stand_again(province) -> None:
    head = "TT;Chủ hộ;;Nơi ở;;Điện thoại\n;Họ và tên;Năm sinh;Thôn;Xã;"
    rows = [f"{n};Vi Văn {name};1970;Đồng Đĩnh;Chi Lăng;091255500{n}" for n, name in enumerate(("An", "Bình"), 1)]
    done = send(province, "\n".join([head, rows[0], head, rows[1]]))
    assert (done["total_rows"], done["counts"]["created"]) == (2, 2)


def test_a_second_table_under_the_first_is_read_by_its_own_header(province) -> None:
    second = "Họ và tên chủ hộ;Xã;Thôn;Mã hộ;Số điện thoại\nVi Văn Bình;Chi Lăng;Đồng Đĩnh;A2;0912555002"
    done = send(province, f"{table(A)}\n\n{second}")
    assert (done["total_rows"], done["counts"]["created"]) == (2, 2)
    assert named("Vi Văn Bình").phone == "+84912555002"


def test_nor_does_a_wider_one_below_hide_the_first(province) -> None:
    wider = f"Huyện;{HEAD};Số nhân khẩu\n;{B};4"
    done = send(province, f"{table(A)}\n{wider}")
    assert names() == {"Vi Văn An", "Vi Văn Bình"}
    assert done["counts"]["held"] == 0


def test_stopped_between_two_sheets_it_goes_on_in_the_second(province, monkeypatch) -> None:
    monkeypatch.setattr("market.imports.rules.CHUNK_ROWS", 1)
    answer = begin(province, book(("Một", table(A)), ("Hai", table(B, C))), name="ho.xlsx")
    import_id = transaction(lambda: db.session.scalars(select(Import.id)).one())
    while not flows.advance(import_id, seconds=0):
        pass
    work()
    assert province.get(f"/imports/{answer.json['id']}").json["counts"]["created"] == 3


def test_what_was_read_before_sheets_were_told_is_shown_as_it_was() -> None:
    old = {"columns": {"0": "name", "1": "phone"}, "texts": ["Tên", "SĐT"], "ends": 3, "fonts": {"0": "vni"}}
    places = layout.Layout(old | {"village": "Thôn 2"})
    assert [places.table_of(number) for number in (1, 3, 4, 900)] == [None, None, 0, 0]
    assert (places.place_of(4), places.is_divided, places.tables[0].has_sections) == (("", 4), False, True)
    assert places.fonts_of(places.tables[0]) == [0]
