"""Whoever is erased leaves nothing of herself in the rows of files, hers or not."""

import pytest
from sqlalchemy import select

from market import clock
from market.accounts.models import Person
from market.db import db, transaction
from market.imports import actions, models, rules
from market.teams.models import Household
from tests.support.importing import named, send, table
from tests.support.village import Caller, an_officer, calling, leaves

PAO = "A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"
TABLES = (models.Import, models.ImportRow, models.ImportFinding, models.ImportedKey, models.ImportedValues)


@pytest.fixture
def province(app) -> Caller:
    return calling(an_officer("20"))


def kept() -> str:
    """All that the tables of imports hold, as a search would find it."""
    rows = (row for model in TABLES for row in db.session.execute(select(*model.__table__.columns)).all())
    return transaction(lambda: "\n".join(map(str, rows)))


def held_rows() -> int:
    waiting = select(models.ImportRow.row_no).where(models.ImportRow.cells.is_not(None))
    return len(transaction(lambda: db.session.scalars(waiting).all()))


def person_of(name: str) -> Person:
    found = transaction(lambda: db.session.get(Person, named(name).person_id))
    assert found is not None
    return found


def test_rows_forget_an_erased_person(province) -> None:
    send(province, table(PAO))
    send(province, table(PAO.replace("5001", "5002")))
    written = [
        "W1;Nông Thị Páo;0912;Nà Lìu;Chi Lăng",
        "W2;BÀ NÔNG THI PAO (hộ nghèo) 2;;Nà Lìu;Chi Lăng",
        "W3;Vi 3;0912 555 001 / 0987654321;Nà Lìu;Chi Lăng",
        "W4;Vi 4;+84.912.555.002;Nà Lìu;Chi Lăng",
        "W5;Vi 5;912-555-001;Nà Lìu;Chi Lăng",
        "W6;Lý Văn 6;0912555009;Nà Lìu;Chi Lăng",
        "W7;Nông Thị Páo;0912555777;Đồng Đĩnh;Chi Lăng",
    ]
    assert send(province, table(*written))["counts"]["held"] == 7
    assert "0912 555 001" in kept()
    assert leaves(calling(person_of("Nông Thị Páo"))).status_code == 204
    left = kept()
    for trace in ("Páo", "PAO", "555001", "555 001", "555-001", "555.002", "555002", "0912555777"):
        assert trace not in left, trace
    assert held_rows() == 1
    assert "Lý Văn 6" in left


def test_a_file_does_not_bring_her_back(province) -> None:
    content = table(PAO, ";Vi Thị Lan;0912555003;Đồng Đĩnh;Chi Lăng")
    send(province, content)
    for name in ("Nông Thị Páo", "Vi Thị Lan"):
        leaves(calling(person_of(name)))
    again = send(province, content + "\n")
    assert again["counts"] == {"created": 0, "updated": 0, "unchanged": 2, "held": 0}
    assert "Páo" not in kept()
    assert transaction(lambda: set(db.session.scalars(select(Household.name)))) == {""}


def test_a_short_name_forgets_nobody_elses_rows(province) -> None:
    send(province, table("A1;An;0912555001;Đồng Đĩnh;Chi Lăng"))
    send(province, table("W1;Nông Văn An 3;0912;Nà Lìu;Chi Lăng", "W2;An;0912;Nà Lìu;Chi Lăng"))
    leaves(calling(person_of("An")))
    assert held_rows() == 1


def test_she_may_take_with_her_what_files_said(province) -> None:
    send(province, table(PAO))
    send(province, table(PAO.replace("5001", "5002")))
    rows = calling(person_of("Nông Thị Páo")).get("/me/export").json["parts"]["imported_rows"]
    assert [(row["status"], (row["was"] or {}).get("phone")) for row in rows] == [
        ("created", None),
        ("updated", "+84912555001"),
    ]


def test_what_stood_there_before_is_forgotten_after_three_months(province) -> None:
    send(province, table(PAO))
    send(province, table(PAO.replace("5001", "5002")))
    transaction(lambda: actions.purge_cells(now=clock.now()))
    assert "912555001" in kept()
    transaction(lambda: actions.purge_cells(now=clock.now() + rules.CELLS_KEPT))
    assert "912555001" not in kept()
