"""An import as a team walked through it: a title above the table, a foreign village, and a dry run."""

import pytest

from tests.support.helping import a_village
from tests.support.importing import HEAD, begin, errors_of, send, work

TITLE = "DANH SÁCH HỘ KINH DOANH THÔN ĐỒNG ĐĨNH;;;;"
ROWS = ("H1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng", "H2;Lý Thị Sao;0912555002;Làng Lạ;Chi Lăng")


@pytest.fixture
def member(app):
    return a_village().member


@pytest.mark.parametrize("title", [TITLE, f"{TITLE}\n;;;;", ";;DANH SÁCH HỘ NĂM 2026;;", f"{TITLE}\nXã Chi Lăng;;;;"])
def test_a_title_above_the_table_stays_out_of_the_headers(member, title) -> None:
    import_ = send(member, "\n".join([title, HEAD, *ROWS]))
    first = errors_of(member, import_).lstrip("\ufeff").splitlines()[0]
    assert first.split(";")[:5] == HEAD.split(";")


@pytest.mark.parametrize("own", ["STT", "Ghi chú"])
def test_nor_does_it_grow_into_a_column_that_nobody_knows(member, own) -> None:
    rows = [f"{number};{row}" for number, row in enumerate(ROWS, 1)]
    import_ = send(member, "\n".join([f"{TITLE};", f"{own};{HEAD}", *rows]))
    first = errors_of(member, import_).lstrip("\ufeff").splitlines()[0]
    assert first.split(";")[:6] == [own, *HEAD.split(";")]


def test_a_header_of_two_rows_is_still_one(member) -> None:
    two = "Mã hộ;Chủ hộ;;Nơi ở;\n;Họ và tên;Số điện thoại;Thôn;Xã"
    first = errors_of(member, send(member, "\n".join([TITLE, two, *ROWS]))).lstrip("\ufeff").splitlines()[0]
    assert "DANH SÁCH" not in first
    assert "Họ và tên" in first and "Thôn" in first


def test_a_village_elsewhere_is_named_as_it_was_written(member) -> None:
    import_ = send(member, "\n".join([HEAD, *ROWS]))
    rows = member.get(f"/imports/{import_['id']}/rows").json["items"]
    (found,) = [one["says"] for row in rows for one in row["findings"] if one["rule"] == "outside"]
    assert found == "Xã, thôn này ngoài nơi bạn phụ trách: Làng Lạ, Xã Chi Lăng."
    assert "Làng Lạ" in errors_of(member, import_)


def test_a_dry_run_names_no_household_that_is_not_there(member) -> None:
    tried = begin(member, "\n".join([HEAD, *ROWS]), dry_run="true").json
    work()
    rows = member.get(f"/imports/{tried['id']}/rows").json["items"]
    assert [(row["status"], row["subject_id"]) for row in rows] == [("created", None), ("held", None)]
    import_ = send(member, "\n".join([HEAD, *ROWS, ""]), name="that.csv")
    (made,) = [row for row in member.get(f"/imports/{import_['id']}/rows").json["items"] if row["status"] == "created"]
    assert member.get(f"/households/{made['subject_id']}").json["name"] == "Nông Thị Páo"
    again = begin(member, "\n".join([HEAD, ROWS[0], ""]), dry_run="true", name="nua.csv").json
    work()
    known = member.get(f"/imports/{again['id']}/rows").json["items"][0]
    assert known["subject_id"] in (None, made["subject_id"])
