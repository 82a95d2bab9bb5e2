"""A held row that is put right by itself: taken as the row of its import that it is, once, by the same rules."""

from __future__ import annotations

from uuid import UUID

import pytest

from market.db import db, transaction
from market.imports.models import ImportRow
from market.teams.models import Household
from tests.support.helping import a_village
from tests.support.importing import begin, count, held_rows, named, send, table, work
from tests.support.village import a_person, an_operator, calling

GOOD = "H1;Triệu Thị Mới;0912555888;Đồng Đĩnh;Chi Lăng"
BAD = "H2;Hoàng Thị Sai;0912;Đồng Đĩnh;Chi Lăng"


@pytest.fixture(autouse=True)
def _in_app(app) -> None:
    """Every test needs the application."""


def put_right(who, import_, row, *cells, **given):
    return who.put(f"/imports/{import_['id']}/rows/{row['row_no']}", json={"cells": [*cells] or row["cells"], **given})


def counts(who, import_):
    return who.get(f"/imports/{import_['id']}").json["counts"]


def test_a_row_put_right_is_taken_as_the_row_that_it_is_and_undone_with_its_import() -> None:
    member = a_village().member
    import_ = send(member, table(GOOD, BAD))
    (row,) = held_rows(member, import_)
    answer = put_right(member, import_, row, *row["cells"][:2], "0912 555 777", *row["cells"][3:])
    assert (answer.status_code, answer.json["status"], answer.json["row_no"]) == (200, "created", row["row_no"])
    assert [found["rule"] for found in answer.json["findings"]] == ["put-right"]
    assert (answer.json["cells"], named("Hoàng Thị Sai").phone) == (None, "+84912555777")
    assert counts(member, import_) == {"created": 2, "updated": 0, "unchanged": 0, "held": 0}
    broken = member.get(f"/imports/{import_['id']}/quality").json["items"]
    assert [(one["rule"], one["held"]) for one in broken] == [("put-right", 0)]
    assert member.put(f"/imports/{import_['id']}/undoing").status_code == 200
    assert count(Household) == 0


def test_the_same_cells_twice_are_one_and_others_come_too_late() -> None:
    member = a_village().member
    import_ = send(member, table(BAD))
    (row,) = held_rows(member, import_)
    right = (*row["cells"][:2], "0912555777", *row["cells"][3:])
    first = put_right(member, import_, row, *right)
    again = put_right(member, import_, row, *right)
    assert (first.status_code, again.status_code, again.json) == (200, 200, first.json)
    late = put_right(member, import_, row, *right[:2], "0912555778", *right[3:])
    assert (late.status_code, late.json["type"]) == (409, "row-not-waiting")
    assert (count(Household), named("Hoàng Thị Sai").phone) == (1, "+84912555777")


def test_what_is_still_wrong_is_held_again_with_what_was_typed() -> None:
    member = a_village().member
    import_ = send(member, table(BAD))
    (row,) = held_rows(member, import_)
    answer = put_right(member, import_, row, *row["cells"][:2], "09x", "Làng Lạ", "Chi Lăng").json
    rules = [found["rule"] for found in answer["findings"]]
    assert (answer["status"], answer["cells"][2], answer["cells"][3]) == ("held", "09x", "Làng Lạ")
    assert set(rules) == {"phone-shape", "outside", "put-right"}
    assert counts(member, import_)["held"] == 1
    broken = member.get(f"/imports/{import_['id']}/quality").json["items"]
    assert {(one["rule"], one["held"], one["cleaned"]) for one in broken} >= {("phone-shape", 1, 0), ("outside", 1, 0)}
    assert count(Household) == 0


def test_one_who_is_asked_about_is_taken_once_somebody_says_that_they_are_two() -> None:
    member = a_village().member
    import_ = send(member, table(GOOD, GOOD.replace("H1", "H2").replace("888", "889")))
    (row,) = held_rows(member, import_)
    assert [found["rule"] for found in row["findings"]] == ["duplicate-likely"]
    assert put_right(member, import_, row).json["status"] == "held"
    assert put_right(member, import_, row, confirmed=True).json["status"] == "created"
    assert count(Household) == 2


def test_a_key_that_came_in_the_same_file_means_the_same_thing() -> None:
    member = a_village().member
    import_ = send(member, table(GOOD, BAD))
    (row,) = held_rows(member, import_)
    answer = put_right(member, import_, row, *GOOD.split(";")).json
    assert (answer["status"], count(Household)) == ("unchanged", 1)
    import_ = send(member, table("H9;Hoàng Thị Sai;0912;Đồng Đĩnh;Chi Lăng"))
    (row,) = held_rows(member, import_)
    answer = put_right(member, import_, row, "H1", "Ai Khác", "0912555001", "Đồng Đĩnh", "Chi Lăng").json
    assert (answer["status"], next(found["rule"] for found in answer["findings"])) == ("held", "key-twice")


def test_a_village_that_stood_in_a_row_of_its_own_comes_along() -> None:
    member = a_village().member
    import_ = send(member, "Mã hộ;Họ và tên chủ hộ;Số điện thoại;Xã\nThôn Quán Thanh;;;\nH1;Vi Thị Mơ;0912;Chi Lăng")
    (row,) = held_rows(member, import_)
    assert row["cells"][-1] == "Thôn Quán Thanh"
    answer = put_right(member, import_, row, "H1", "Vi Thị Mơ", "0912555777", *row["cells"][3:])
    assert (answer.json["status"], named("Vi Thị Mơ").village_slug) == ("created", "quan-thanh")


def test_what_is_tried_only_makes_nothing() -> None:
    member = a_village().member
    import_ = send(member, table(BAD), dry_run="true")
    (row,) = held_rows(member, import_)
    answer = put_right(member, import_, row, *row["cells"][:2], "0912555777", *row["cells"][3:]).json
    assert (answer["status"], answer["subject_id"], count(Household)) == ("created", None, 0)


def test_shops_and_goods_as_well() -> None:
    member = a_village().member
    send(member, table(GOOD))
    shops = send(member, "Mã gian hàng;Tên gian hàng;Mã hộ\nG1;Na bà Mới;H7", "shops")
    (row,) = held_rows(member, shops)
    assert put_right(member, shops, row, "G1", "Na bà Mới", "H1").json["status"] == "created"
    head = "Mã sản phẩm;Mã gian hàng;Tên sản phẩm;Loại hàng;Đơn vị tính;Giá bán;Khối lượng"
    goods = send(member, f"{head}\nS1;G1;Na dai;fruit;hộp;65;1,2 kg", "products")
    (row,) = held_rows(member, goods)
    right = [cell if cell != "65" else "65.000đ" for cell in row["cells"]]
    assert put_right(member, goods, row, *right).json["status"] == "created"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"cells": []}, 422),
        ({"cells": "x"}, 422),
        ({"cells": ["x"] * 258}, 422),
        ({"cells": ["x"] * 7}, 422),
        ({"cells": ["a\u0000"]}, 422),
        ({"cells": ["x" * 4001]}, 422),
        ({"cells": ["x"], "confirmed": "x"}, 422),
    ],
)
def test_what_is_no_row_changes_nothing(body, status) -> None:
    member = a_village().member
    import_ = send(member, table(BAD))
    (row,) = held_rows(member, import_)
    assert member.put(f"/imports/{import_['id']}/rows/{row['row_no']}", json=body).status_code == status
    assert held_rows(member, import_) == [row]


def test_who_may_and_which_rows() -> None:
    village = a_village()
    import_ = send(village.member, table(GOOD, BAD))
    (row,) = held_rows(village.member, import_)
    right = (*row["cells"][:2], "0912555777", *row["cells"][3:])
    assert put_right(village.officer, import_, row, *right).status_code == 404
    assert put_right(calling(a_person()), import_, row, *right).status_code == 403
    for row_no, status in ((1, 404), (2, 409), (99, 404), (10**30, 404), (0, 404)):
        assert put_right(village.member, import_, row | {"row_no": row_no}, *right).status_code == status
    assert put_right(calling(an_operator()), import_, row, *right).json["status"] == "created"


def test_a_file_that_is_being_taken_in_waits_and_one_that_was_undone_or_forgotten_does_not() -> None:
    member = a_village().member
    answer = begin(member, table(BAD))
    early = member.put(f"/imports/{answer.json['id']}/rows/2", json={"cells": ["x"]})
    assert (early.status_code, early.json["type"]) == (409, "import-running")
    work()
    (row,) = held_rows(member, answer.json)

    def forget() -> None:
        kept = db.session.get(ImportRow, (UUID(answer.json["id"]), row["row_no"]))
        kept.cells = kept.findings = None

    transaction(forget)
    assert put_right(member, answer.json, row, *row["cells"]).status_code == 409
    other = send(member, table(BAD, BAD))
    rows = held_rows(member, other)
    assert member.put(f"/imports/{other['id']}/undoing").status_code == 200
    assert put_right(member, other, rows[0], *rows[0]["cells"]).status_code == 409


def test_a_sender_who_serves_no_more_reaches_no_more() -> None:
    village = a_village()
    import_ = send(village.member, table(BAD))
    (row,) = held_rows(village.member, import_)
    me = village.member.get("/me").json["id"]
    village.officer.delete(f"/teams/{village.team_id}/members/{me}")
    right = (*row["cells"][:2], "0912555777", *row["cells"][3:])
    assert put_right(village.member, import_, row, *right).status_code == 403
    answer = put_right(calling(an_operator()), import_, row, *right).json
    assert (answer["status"], count(Household)) == ("held", 0)
