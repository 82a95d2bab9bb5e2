"""Lists from files on pages: sent, followed while they run, put right row by row, undone."""

from __future__ import annotations

import io
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from market.imports import data, headers
from market.imports.rules import Kind
from market.teams.models import Household
from tests.support.browsing import BROWSER, come
from tests.support.helping import a_village, person
from tests.support.importing import count, named, table, work
from tests.support.village import an_officer, an_operator

GOOD = "H1;Triệu Thị Mới;0912555888;Đồng Đĩnh;Chi Lăng"
BAD = "H2;Hoàng Thị Sai;0912;Đồng Đĩnh;Chi Lăng"
WORSE = "H3;Vi Thị Xa;0912555889;Làng Lạ;Chi Lăng"


@pytest.fixture
def member(app, client):
    village = a_village()
    come(client, person(village.member.get("/me").json["id"]))
    return village


def sent(client, content: str | bytes, **typed: str):
    file = content if isinstance(content, bytes) else content.encode()
    form = {"file": FileStorage(io.BytesIO(file), "danh-sach.csv"), "kind": "households", "key": "k", **typed}
    mark, body = encode_multipart(form)  # the client itself would leave a file of the machine behind
    kind = f'multipart/form-data; boundary="{mark}"'
    return client.post("/team/files/new", data=body, content_type=kind, headers=BROWSER)


def shown(client, path: str) -> str:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return answer.text


def typed_in(page: str) -> dict[str, str]:
    """What the fields of the row's form hold."""
    fields = re.findall(r'name="(c\d+)" value="([^"]*)"', page)
    return dict(fields)


def test_a_file_is_followed_while_it_runs_and_that_can_be_stopped(client, member) -> None:
    answer = sent(client, table(GOOD, BAD))
    assert answer.status_code == 303, answer.text
    path = answer.headers["Location"]
    running = client.get(path, headers=BROWSER)
    assert (running.headers["Refresh"], "tự tải lại" in running.text) == ("5", True)
    still = client.get(f"{path}?still=1", headers=BROWSER)
    assert ("Refresh" in still.headers, "Tải lại" in still.text) == (False, True)
    work()
    done = client.get(path, headers=BROWSER)
    assert "Refresh" not in done.headers
    assert "Nhập xong. Còn 1 dòng cần bạn sửa." in done.text
    assert "danh-sach.csv" in shown(client, "/team/files")
    assert "Hoàng Thị Sai" in client.get(f"{path}/errors.csv", headers=BROWSER).text


def test_held_rows_are_put_right_one_after_the_other(client, member) -> None:
    path = sent(client, table(GOOD, BAD, WORSE)).headers["Location"]
    work()
    first = re.search(rf'href="({path}/rows/\d+)"', shown(client, path))[1]
    page = shown(client, first)
    assert 'aria-invalid="true"' in page
    cells = typed_in(page)
    again = client.post(first, data=cells | {"c2": "091"}, headers=BROWSER)
    assert (again.status_code, again.headers["Location"]) == (303, first)
    page = shown(client, first)
    assert "Dòng này vẫn chưa nhập được" in page
    assert 'value="091"' in page
    taken = client.post(first, data=cells | {"c2": "0912 555 777", "key": "1"}, headers=BROWSER)
    second = taken.headers["Location"]
    assert second != f"{path}?done=row-taken"
    assert "Đã nhập dòng vừa sửa." in shown(client, second)
    assert named("Hoàng Thị Sai").phone == "+84912555777"
    cells = typed_in(shown(client, second))
    last = client.post(second.partition("?")[0], data=cells | {"c3": "Quán Thanh"}, headers=BROWSER)
    assert last.headers["Location"] == f"{path}?done=row-taken"
    assert "không còn gì phải sửa" in shown(client, path)
    stale = shown(client, first)
    assert "không còn chờ sửa nữa" in stale
    late = client.post(first, data={"c0": "H9", "c1": "Ai Đó", "key": "2"}, headers=BROWSER)
    assert (late.status_code, count(Household)) == (409, 3)
    assert "không còn chờ sửa nữa" in late.text


def test_the_same_tap_twice_takes_one_row(client, member) -> None:
    path = sent(client, table(BAD)).headers["Location"]
    work()
    row = re.search(rf'href="({path}/rows/\d+)"', shown(client, path))[1]
    typed = typed_in(shown(client, row)) | {"c2": "0912555777", "key": "once"}
    answers = [client.post(row, data=typed, headers=BROWSER) for _ in range(2)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, f"{path}?done=row-taken")}
    assert count(Household) == 1


def test_one_that_is_asked_about_is_ticked(client, member) -> None:
    path = sent(client, table(GOOD, GOOD.replace("H1", "H2").replace("888", "889"))).headers["Location"]
    work()
    row = re.search(rf'href="({path}/rows/\d+)"', shown(client, path))[1]
    page = shown(client, row)
    assert "Tôi đã hỏi" in page
    client.post(row, data=typed_in(page) | {"confirmed": "true"}, headers=BROWSER)
    assert count(Household) == 2


def test_what_was_only_tried_writes_nothing_and_what_was_written_can_be_undone(client, member) -> None:
    path = sent(client, table(GOOD), dry_run="true").headers["Location"]
    work()
    assert ("chưa ghi gì" in shown(client, path), count(Household)) == (True, 0)
    path = sent(client, table(GOOD), key="another").headers["Location"]
    work()
    assert count(Household) == 1
    assert "Hoàn tác" in shown(client, f"{path}/undoing")
    assert client.post(f"{path}/undoing", headers=BROWSER).headers["Location"] == f"{path}?done=undone"
    assert ("Đã hoàn tác" in shown(client, path), count(Household)) == (True, 0)


def test_a_file_is_stopped_and_a_finished_one_says_what_it_is(client, member) -> None:
    path = sent(client, table(GOOD)).headers["Location"]
    assert client.post(f"{path}/undoing", headers=BROWSER).status_code == 409
    assert client.post(f"{path}/cancellation", headers=BROWSER).status_code == 303
    assert "Đã dừng" in shown(client, path)
    path = sent(client, table(GOOD), key="another").headers["Location"]
    work()
    late = client.post(f"{path}/cancellation", headers=BROWSER)
    assert (late.status_code, "đã nhập xong" in late.text) == (409, True)


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"kind": "households"}, 422, "Xin gửi kèm tệp"),
        ({"kind": "people", "file": (io.BytesIO(b"x"), "a.csv")}, 422, "một trong"),
        ({"file": (io.BytesIO(b"x"), "a.csv")}, 422, "Thiếu mục này"),
        ({"kind": "households", "file": (io.BytesIO(b"x"), "")}, 422, "Xin gửi kèm tệp"),
        ({"kind": "households", "template": "Ư", "file": (io.BytesIO(b"x"), "a.csv")}, 422, "Tên mẫu"),
        ({"kind": "households", "template": "khong-co", "file": (io.BytesIO(b"x"), "a.csv")}, 422, "Không có mẫu này"),
    ],
)
def test_what_is_no_file_is_told_in_the_form(client, member, form, status, said) -> None:
    answer = client.post("/team/files/new", data=form, content_type="multipart/form-data", headers=BROWSER)
    assert (answer.status_code, answer.mimetype, said in answer.text) == (status, "text/html", True)
    assert "Chưa ai" not in shown(client, "/team/files")
    assert "danh sách trên giấy" in shown(client, "/team/files")


def test_what_nobody_can_read_says_why(client, member) -> None:
    path = sent(client, b"PK\x03\x04 broken").headers["Location"]
    work()
    page = shown(client, path)
    assert "Không nhập được tệp này" in page
    assert "Không đọc được tệp này như một bảng" in page


def test_large_files_come_and_without_a_session_nothing_breaks(client, member) -> None:
    large = table(GOOD, *(f"K{n};{'x' * 100};;;" for n in range(15_000)))
    assert len(large) > 1_500_000
    assert sent(client, large).status_code == 303
    client.delete_cookie("cho")
    answer = sent(client, large)
    assert (answer.status_code, "Đăng nhập" in answer.text) == (401, True)


@pytest.mark.parametrize("kind", Kind)
def test_the_headers_of_an_empty_table_are_known(client, member, kind) -> None:
    file = client.get(f"/team/files/table.csv?kind={kind}", headers=BROWSER)
    assert file.headers["Content-Disposition"] == f'attachment; filename="mau-{kind}.csv"'
    told = file.text.removeprefix("\ufeff").strip().split(";")
    found = headers.find_header([(1, told)], kind, {})
    assert sorted(found.columns) == list(range(len(told)))
    assert set(found.columns.values()) <= set(data.headers(kind))
    assert client.get("/team/files/table.csv?kind=x", headers=BROWSER).status_code == 422


def test_a_row_without_a_village_column_may_be_given_one(client, member) -> None:
    head = "Mã hộ;Họ và tên chủ hộ;Số điện thoại;Xã"
    path = sent(client, f"{head}\nH1;Vi Thị Mơ;0912555777;Chi Lăng\nH2;Vi Thị Na;0912555778;Chi Lăng").headers[
        "Location"
    ]
    work()
    row = re.search(rf'href="({path}/rows/\d+)"', shown(client, path))[1]
    cells = typed_in(shown(client, row))
    assert len(cells) == 5
    client.post(row, data=cells | {"c4": "Thôn Quán Thanh"}, headers=BROWSER)
    assert named("Vi Thị Mơ").village_slug == "quan-thanh"


def test_another_sees_nothing_and_an_operator_all(client, member) -> None:
    path = sent(client, table(BAD)).headers["Location"]
    work()
    come(client, an_officer())
    for where in ("", "/undoing", "/errors.csv", "/rows/2"):
        assert client.get(f"{path}{where}", headers=BROWSER).status_code == 404
    assert client.post(f"{path}/rows/2", data={"c0": "x"}, headers=BROWSER).status_code == 404
    come(client, an_operator())
    assert "Hoàng Thị Sai" in shown(client, path)
    for row, status in ((1, 404), (99, 404), (10**12, 404), ("x", 404)):
        assert client.get(f"{path}/rows/{row}", headers=BROWSER).status_code == status
    assert client.post(f"{path}/rows/2", headers=BROWSER).status_code == 422
    assert client.post(f"{path}/rows/2", data={"c0": "a\u202eb"}, headers=BROWSER).status_code == 422
