"""Imports, in and out."""

from typing import Any

from marshmallow import ValidationError, fields, validates

from market.fields import Boolean, Choice, Dictionary, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.http import PageQuery, Spoken, language
from market.imports import chunks, data, rules
from market.language import Sentence

_NAME = Sentence("Tên mẫu gồm chữ thường, số, gạch.", en="A template's name: small letters, digits, dashes.")
_SOURCE = Sentence("Nguồn gồm chữ thường, số, gạch.", en="A source: small letters, digits, dashes.")
_COLUMNS = Sentence("Xin ghi: tiêu đề cột → mục.", en="Write: header of a column → field.")
_MOST = LAST_ROW = 10_000_000


class NewImport(Schema):
    """What stands beside the file in the form."""

    kind = Choice([*rules.Kind], required=True)
    template = Matching(r"[a-z0-9-]+", _NAME, longest=60, load_default=None)
    source = Matching(r"[a-z0-9-]*", _SOURCE, longest=40, shortest=0, load_default="")
    dry_run = Boolean(load_default=False)

    class Meta(Schema.Meta):
        example = {"kind": "households", "dry_run": "true"}


class SpokenProblem(fields.Field[Any]):
    """What is wrong with the file, in the reader's language."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return {"type": value["type"], "detail": value[language()]} if value else None


class CountsOut(Schema):
    created = Integer(least=0, most=_MOST, attribute="created_count")
    updated = Integer(least=0, most=_MOST, attribute="updated_count")
    unchanged = Integer(least=0, most=_MOST, attribute="unchanged_count")
    held = Integer(least=0, most=_MOST, attribute="held_count")


class SheetOut(Schema):
    """A sheet of a spreadsheet."""

    name = String(longest=100, shortest=0)
    state = Choice(
        ["read", "hidden", "empty", "no-header", "other-kind"], metadata={"description": "read, or why it was left out"}
    )
    rows = Integer(least=0, most=_MOST, metadata={"description": "of data"})


class ReadingOut(Schema):
    """How the file was read."""

    encoding = String(longest=20)
    fonts = Dictionary(metadata={"description": "column (from 0) → legacy font, tcvn3 or vni"})
    columns = Dictionary(metadata={"description": "column (from 0) → field"})
    texts = Items(String(longest=200), most=256, metadata={"description": "the headers"})
    sheets = Items(Nested(SheetOut), most=256, metadata={"description": "read and left out; text is one without name"})


class ImportOut(Schema):
    id = Id()
    kind = Choice([*rules.Kind])
    state = Choice([*rules.State])
    file_name = String(longest=200)
    source = String(longest=40, shortest=0)
    template = String(longest=60, allow_none=True)
    dry_run = Boolean()
    total_rows = Integer(least=0, most=_MOST)
    done_rows = Integer(least=0, most=_MOST)
    counts = Nested(CountsOut, attribute="shown_counts")
    reading = Nested(ReadingOut, allow_none=True)
    problem = SpokenProblem(allow_none=True)
    created_at = Instant()
    finished_at = Instant(allow_none=True)


class ImportPage(Schema):
    items = Items(Nested(ImportOut), most=100)
    next = String(longest=400, allow_none=True)


class RowQuery(PageQuery):
    status = Choice([*chunks.Status])


class FindingOut(Schema):
    rule = String(longest=40)
    says = Spoken()


class RowOut(Schema):
    row_no = Integer(least=1, most=_MOST, metadata={"description": "its number in the file, from sheet to sheet"})
    sheet = String(longest=100, allow_none=True, metadata={"description": "of a spreadsheet"})
    line = Integer(least=1, most=_MOST, metadata={"description": "its number in the sheet or text"})
    status = Choice([*chunks.Status])
    commune_code = String(longest=5, allow_none=True)
    subject_id = Id(allow_none=True, metadata={"description": "the household, shop or good"})
    findings = Items(Nested(FindingOut), most=100)
    cells = Items(String(longest=4000, shortest=0), most=256, allow_none=True, metadata={"description": "of held rows"})


class RowPage(Schema):
    items = Items(Nested(RowOut), most=100)
    next = String(longest=400, allow_none=True)


class RowIn(Schema):
    """A held row as somebody has put it right."""

    cells = Items(
        String(longest=4000, shortest=0), least=1, most=257, required=True,
        metadata={"description": "in the order of the columns, and at the end the village where it has no column"},
    )  # fmt: skip
    confirmed = Boolean(
        load_default=False, metadata={"description": "somebody has asked: it is right as it stands (they are two)"}
    )

    class Meta(Schema.Meta):
        example = {"cells": ["H1", "Nông Thị Páo", "0912 345 670", "Đồng Đĩnh", "Chi Lăng"], "confirmed": False}


class QualityOut(Schema):
    rule = String(longest=40)
    says = Spoken()
    effect = String(longest=10, metadata={"description": "clean, note, hold or ask"})
    commune_code = String(longest=5, allow_none=True)
    cleaned = Integer(least=0, most=_MOST, metadata={"description": "rows put right, or only counted"})
    held = Integer(least=0, most=_MOST, metadata={"description": "rows that wait for a person"})


class QualityPage(Schema):
    items = Items(Nested(QualityOut), most=100)
    next = String(longest=400, allow_none=True)


class TemplateIn(Schema):
    kind = Choice([*rules.Kind], required=True)
    columns = Dictionary(
        keys=String(longest=200), values=String(longest=40), required=True,
        metadata={"description": "header of a column as it stands in the file → field"},
    )  # fmt: skip

    class Meta(Schema.Meta):
        example = {"kind": "households", "columns": {"Đại diện": "name", "Liên lạc": "phone", "ĐVHC": "commune"}}

    @validates("columns")
    def known_fields(self, value: dict[str, str], data_key: str) -> None:
        known = {field for kind in rules.Kind for field in data.headers(kind)}
        if not value or len(value) > 256 or not set(value.values()) <= known:
            raise ValidationError(_COLUMNS)


class TemplateOut(Schema):
    name = String(longest=60)
    kind = Choice([*rules.Kind])
    columns = Dictionary()
    saved_at = Instant()


class TemplatePage(Schema):
    items = Items(Nested(TemplateOut), most=100)
    next = String(longest=400, allow_none=True)
