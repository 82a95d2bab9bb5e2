"""A quote mark too many or too few costs no row: what is sure is read, what is not is held, and its line is named."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.imports import encodings, separated, tables
from market.teams.models import Household
from tests.support.importing import count, errors_of, rules_of, send
from tests.support.village import Caller, an_officer, calling

HEAD = "Mã hộ,Họ và tên chủ hộ,Số điện thoại,Xã,Thôn,Ghi chú"
STRAY, OPEN = "quote-stray", "quote-open"


@pytest.fixture
def province(app) -> Caller:
    return calling(an_officer("20"))


def household(n: int, note: str = "") -> str:
    return f"X{n},Lường Văn {'ABCDEGHIKL'[n]},097910000{n},Chi Lăng,Đồng Đĩnh,{note}"


def rows_of(folder: Path, text: str, encoding: str = "utf-8") -> list[tables.Row]:
    source = folder / "t.csv"
    source.write_bytes(text.encode(encoding))
    return list(separated.separated(source, encodings.encoding_of(source, source.read_bytes())))


def seen(folder: Path, text: str) -> list[tuple[str, str]]:
    """Of each row below the header its last cell and what was found."""
    return [(row.cells[-1], row.finding) for row in rows_of(folder, text)[1:]]


def test_a_quote_that_is_never_closed_swallows_no_household(province) -> None:
    done = send(province, "\n".join([HEAD, household(1, '"nhà sàn'), household(2), household(3)]))
    assert (done["total_rows"], done["counts"]["created"], done["counts"]["held"]) == (3, 3, 0)
    assert rules_of(province, done)[2] == [STRAY]
    says = province.get(f"/imports/{done['id']}/rows", headers={"Accept-Language": "en"}).json["items"][0]["findings"]
    assert says[0]["says"] == "A quote mark in line 2 has no partner; it was read as a letter."


@pytest.mark.parametrize("end", ['nhà gỗ"', '"nhà gỗ"', 'nhà "gỗ" đẹp'])
def test_nor_where_a_later_quote_happens_to_close_it(province, end: str) -> None:
    done = send(province, "\n".join([HEAD, household(1, '"nhà sàn'), household(2), household(3, end), household(4)]))
    assert done["counts"] == {"created": 4, "updated": 0, "unchanged": 0, "held": 0}
    assert count(Household) == 4


def test_what_may_be_rows_or_a_cell_is_held_and_names_its_line(province) -> None:
    short = "X2,Lường Văn Bình,0979100002"
    done = send(province, "\n".join([HEAD, household(0), household(1, '"nhà sàn'), short, household(3, 'gỗ"')]))
    assert done["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "held": 1}
    assert rules_of(province, done, status="held") == {3: [OPEN]}
    assert "mở ở dòng 3" in errors_of(province, done)
    assert "0979100002" in errors_of(province, done)


def test_a_cell_of_several_lines_stays_one_row(province) -> None:
    for n, end in enumerate(("\n", "\r\n", "\r"), 1):
        note = f'"nhà sàn, mái ngói,{end}{end}có ao, có vườn, có ""bể"" 1,000 lít{end}gần suối"'
        done = send(province, end.join([HEAD, household(n, note), household(n + 3)]))
        assert (done["total_rows"], done["counts"]["created"], rules_of(province, done)) == (2, 2, {2: [], 6: []})


def test_headers_of_several_lines(province) -> None:
    head = '"Mã\nhộ","Họ và tên\nchủ hộ","Số điện thoại\n(di động)","Xã",Thôn,Ghi chú'
    assert send(province, f"{head}\n{household(1)}\n")["counts"]["created"] == 1


@pytest.mark.parametrize(
    ("line", "cell", "finding"),
    [
        ('1,2,5"', '5"', ""),
        ('1,2,ống 5" x 3"', 'ống 5" x 3"', ""),
        ('1,2,"ống 5"" x 3"""', 'ống 5" x 3"', ""),
        ('1,2,"5" ống', '"5" ống', f"{STRAY}=2"),
        ('1,2,"na, dai" ', "na, dai", f"{STRAY}=2"),
        ('1, 2, "na, dai"', "na, dai", ""),
        ('1,2,""na""', '""na""', f"{STRAY}=2"),
        ("1,2,“na, dai”", "na, dai", ""),
        ("1,2,“na dai”", "“na dai”", ""),
        ("1,2,na, dai", " dai", "cells-many=4"),
        ("1,65,000,2", "2", "cells-many=4"),
        ('1,"2,3', "3", f"{STRAY}=2"),
        ('1,2,"3,4', "3,4", f"{STRAY}=2"),
        ('1,"2,3,4"5', '4"5', f"{OPEN}=2"),
        ('1,"na, dai', "dai", f"{OPEN}=2"),
    ],
)
def test_quotes_of_one_line(tmp_path, line: str, cell: str, finding: str) -> None:
    found = seen(tmp_path, f"a,b,c\n{line}\n4,5,6\n7,8,9\n")
    assert found[1:] == [("6", ""), ("9", "")]
    assert (found[0][0].strip(), found[0][1]) == (cell.strip(), finding)


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_marks(tmp_path, mark: str) -> None:
    text = 'a,b,c\n1,2,"x\n4,5,6\n7,8,"y"\n"9\n9",8,7\n1,1,"z'.replace(",", mark)
    assert seen(tmp_path, text) == [("x", f"{STRAY}=2"), ("6", ""), ("y", ""), ("7", ""), ("z", f"{STRAY}=7")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8"])
def test_encodings_with_and_without_their_mark(tmp_path, encoding: str) -> None:
    text = '"Ma ho"\tHo ten\n"A1"\tVi Van \u0110\u01b0\u01a1ng\n"A2"\tX\u00e3 \u0110\u00e0o Vi\u00ean\n'
    rows = rows_of(tmp_path, text, encoding)
    assert [row.cells for row in rows] == [["Ma ho", "Ho ten"], ["A1", "Vi Van Đương"], ["A2", "Xã Đào Viên"]]


def test_a_mark_that_stands_twice(tmp_path) -> None:
    assert rows_of(tmp_path, '\ufeff\ufeff"Mã, số",b\n1,2\n')[0].cells == ["Mã, số", "b"]


@given(
    st.lists(st.lists(st.text(alphabet='ab, ;"\n\r5', max_size=6), min_size=3, max_size=3), min_size=4, max_size=8),
    st.sampled_from(",;\t|"),
)
def test_what_a_program_writes_is_read_as_it_was_or_held(tmp_path_factory, cells: list[list[str]], mark: str) -> None:
    """Never a row less in silence."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL).writerows([["x", "y", "z"], *cells])
    rows = rows_of(tmp_path_factory.mktemp("q"), out.getvalue())
    if not any(row.finding for row in rows):
        assert [row.cells for row in rows] == [["x", "y", "z"], *filter(any, cells)]


@given(st.data())
def test_one_quote_too_many_or_too_few_loses_no_row(tmp_path_factory, data: Any) -> None:
    """Each key still begins a row, or stands in one that is held."""
    notes = st.sampled_from(["", "nhà sàn", "sàn, ngói", '5" ống', "có ao\ncó vườn", "1,000 m2; đẹp", '"quê" tôi'])
    out = io.StringIO()
    keys = [f"K{n}" for n in range(data.draw(st.integers(4, 8)))]
    rows = [[key, f"Vi {key}", "Chi Lăng", data.draw(notes), "Nà Lìu"] for key in keys]
    quoting = data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(out, quoting=quoting).writerows([["Mã", "Tên", "Xã", "Ghi chú", "Thôn"], *rows])
    text = out.getvalue()
    place = data.draw(st.integers(0, len(text) - 1))
    spoilt = text[:place] + text[place + 1 :] if text[place] == '"' else f'{text[:place]}"{text[place:]}'
    found = rows_of(tmp_path_factory.mktemp("q"), spoilt)
    begun = {row.cells[0].replace('"', "").strip() for row in found}
    held = "".join(cell for row in found if row.finding for cell in row.cells).replace('"', "")
    assert [key for key in keys if key not in begun and key not in held] == []
