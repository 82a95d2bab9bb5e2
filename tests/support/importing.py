"""Files as officials send them, taken in to their end, and what became of their rows."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from sqlalchemy import func, select

from market import clock
from market.db import db, transaction
from market.outbox import drain
from market.teams.models import Household
from market.wiring.jobs import JOBS
from tests.support.village import Caller

FILES = Path(__file__).parents[1] / "data" / "imports"
HEAD = "Mã hộ;Họ và tên chủ hộ;Số điện thoại;Thôn;Xã"


def begin(who: Caller, content: bytes | str, kind: str = "households", *, name: str = "ho.csv", **form: Any) -> Any:
    """The answer to a file that is sent; nobody has looked into it yet."""
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return who.post("/imports", data={"file": (file, name), "kind": kind, **form}, content_type="multipart/form-data")


def send(who: Caller, content: bytes | str, kind: str = "households", **form: Any) -> Any:
    """What became of a file that is taken in to its end."""
    answer = begin(who, content, kind, **form)
    if answer.status_code == 202:
        work()
        return who.get(f"/imports/{answer.json['id']}").json
    return answer


def send_file(who: Caller, number: int, kind: str = "households", **form: Any) -> Any:
    (path,) = FILES.glob(f"{number}-*")
    return send(who, path.read_bytes(), kind, name=path.name, **form)


def work() -> None:
    while drain(JOBS, clock=clock.now):
        pass


def errors_of(who: Caller, import_: Any) -> str:
    return who.get(f"/imports/{import_['id']}/errors.csv").get_data(as_text=True)


def rules_of(who: Caller, import_: Any, **query: Any) -> dict[int, list[str]]:
    rows = who.get(f"/imports/{import_['id']}/rows", query_string=query).json["items"]
    return {row["row_no"]: [found["rule"] for found in row["findings"]] for row in rows}


def held_rows(who: Caller, import_: Any) -> list[Any]:
    """The rows that wait to be put right."""
    found: list[Any] = who.get(f"/imports/{import_['id']}/rows?status=held").json["items"]
    return found


def table(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows])


def count(model: Any) -> int:
    return transaction(lambda: db.session.scalar(select(func.count()).select_from(model))) or 0


def named(name: str) -> Household:
    found = transaction(lambda: db.session.scalars(select(Household).filter_by(name=name)).one())
    assert isinstance(found, Household)
    return found


def many(rows: int) -> str:
    """Households that have nothing in common but their commune."""
    letters = "abcdeghiklmnopqrstuvxy"
    lines = (
        f"K{n};Vi {letters[n % 22]}{letters[n // 22 % 22]}{letters[n // 484 % 22]};09125{n:05d};Thôn {n % 40};Chi Lăng"
        for n in range(rows)
    )
    return table(*lines)


def book(*sheets: tuple[Any, ...]) -> bytes:
    """An XLSX of sheets: a name, a text with semicolons (`=5` is a number), and perhaps hidden or veryHidden."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path, content in _parts(sheets):
            archive.writestr(path, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return made.getvalue()


def _parts(sheets: tuple[tuple[Any, ...], ...]) -> Iterator[tuple[str, str]]:
    main, office = (
        f'xmlns="http://schemas.openxmlformats.org/{name}"' for name in ("spreadsheetml/2006/main", "package/2006/{}")
    )
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = relations = types = ""
    for n, (name, rows, *state) in enumerate(sheets, 1):
        hidden = f' state="{state[0]}"' if state else ""
        listed += f'<sheet name={quoteattr(name)} sheetId="{n}"{hidden} r:id="r{n}"/>'
        relations += f'<Relationship Id="r{n}" Type="{r}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        types += f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        yield f"xl/worksheets/sheet{n}.xml", f"<worksheet {main}><sheetData>{_sheet(rows)}</sheetData></worksheet>"
    yield "xl/workbook.xml", f'<workbook {main} xmlns:r="{r}"><sheets>{listed}</sheets></workbook>'
    yield (
        "xl/_rels/workbook.xml.rels",
        f"<Relationships {office.format('relationships')}>{relations}</Relationships>",
    )
    types += f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    yield "[Content_Types].xml", f"<Types {office.format('content-types')}>{types}</Types>"
    book = f'<Relationship Id="r1" Type="{r}/officeDocument" Target="xl/workbook.xml"/>'
    yield "_rels/.rels", f"<Relationships {office.format('relationships')}>{book}</Relationships>"


def _sheet(rows: str) -> str:
    return "".join(
        f'<row r="{n}">{"".join(map(_cell, line.split(";")))}</row>' for n, line in enumerate(rows.splitlines(), 1)
    )


def _cell(text: str) -> str:
    if text.startswith("="):
        return f"<c><v>{text[1:]}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else "<c/>"
