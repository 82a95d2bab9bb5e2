"""Open data: a few tables at addresses that stay, a word on every column, and the licence."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from market.catalog.models import Category
from market.db import db
from market.errors import NotFound
from market.insight import models, places, rollups_read
from market.insight.fairs import open_data as open_fairs
from market.insight.fairs.rules import MEASURES as OF_FAIRS
from market.insight.heard import open_data as open_heard
from market.insight.heard.rules import MEASURES as OF_COMPLAINTS
from market.insight.heard.rules import By as HeardBy
from market.insight.ready import open_data as open_ready
from market.insight.ready.rules import MEASURES as OF_READY
from market.insight.rollups_read import Atom, Sum
from market.insight.rules.measures import MEASURES, By, Kind, Measure, Slice, value_of
from market.insight.rules.spans import Span, last_public_month, months_on
from market.language import Sentence
from market.places.districts import district_of_commune, districts

LICENCE = "CC-BY-4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
ATTRIBUTION = "Chợ Phiên"
MOST_MONTHS = 36

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One set: its title, the names of its first columns, and and whether it is of something else than all."""

    title: Sentence
    keys: tuple[str, ...]
    slice: Slice = Slice.ALL
    heard: HeardBy | None = None
    of_fairs: bool = False
    of_ready: bool = False


SETS = {
    "provinces": Table(Sentence("Theo tỉnh và tháng", en="By province and month"), ("province",)),
    "districts": Table(
        Sentence("Theo huyện cũ và tháng", en="By old district and month"), ("province", "district", "district_name")
    ),
    "communes": Table(
        Sentence("Theo xã và tháng", en="By commune and month"), ("province", "district", "commune", "commune_name")
    ),
    "categories": Table(
        Sentence("Theo loại hàng và tháng", en="By category and month"),
        ("province", "category", "category_name"),
        Slice.CATEGORY,
    ),
    "stars": Table(
        Sentence("Theo sao OCOP và tháng", en="By OCOP stars and month"), ("province", "stars"), Slice.STARS
    ),
    "sources": Table(Sentence("Theo liên kết và tháng", en="By link and month"), ("province", "source"), Slice.SOURCE),
    "complaints": Table(
        Sentence("Khiếu nại theo việc và tháng", en="Complaints by kind and month"),
        ("province", "kind", "kind_name"),
        heard=HeardBy.KIND,
    ),
    "complaints-communes": Table(
        Sentence("Khiếu nại theo xã và tháng", en="Complaints by commune and month"),
        ("province", "commune", "commune_name"),
        heard=HeardBy.COMMUNE,
    ),
    "ready-shops": Table(
        Sentence("Gian hàng sẵn sàng theo xã và tháng", en="Ready shops by commune and month"),
        open_ready.KEYS,
        of_ready=True,
    ),
    "fairs": Table(Sentence("Phiên chợ", en="Fairs"), open_fairs.KEYS, of_fairs=True),
}
_MEANINGS = {
    "month": (
        "month",
        Sentence(
            "Tháng trọn, giờ Việt Nam; một tháng sau mới có", en="A whole month in Vietnam, told a month after its end"
        ),
    ),
    "province": ("code", Sentence("Mã tỉnh từ 1/7/2025", en="Code of the province since 1 July 2025")),
    "district": (
        "code",
        Sentence(
            "Mã huyện trước 1/7/2025. Xã nay tính trọn cho huyện mà phần lớn các xã cũ của nó thuộc về",
            en="Code of the district before 1 July 2025. A commune of now counts wholly for the district in which "
            "most of its former communes lay",
        ),
    ),
    "district_name": ("text", Sentence("Tên huyện cũ", en="Name of the old district")),
    "commune": ("code", Sentence("Mã xã từ 1/7/2025", en="Code of the commune since 1 July 2025")),
    "commune_name": ("text", Sentence("Tên xã", en="Name of the commune")),
    "category": ("code", Sentence("Mã loại hàng", en="Code of the category")),
    "category_name": ("text", Sentence("Tên loại hàng", en="Name of the category, in Vietnamese")),
    "stars": ("number", Sentence("Số sao OCOP khi bán", en="OCOP stars when it was sold")),
    "source": (
        "code",
        Sentence(
            "Khách đến bằng liên kết nào: của nhà bán, tổ, tờ dán, phiên chợ, trang khác; direct: không qua liên kết",
            en="By which link buyers came: of the household, the team, a poster, a fair, a feed; direct: by none",
        ),
    ),
}
_TYPES = {Kind.LEVEL: "number", Kind.SUM: "number", Kind.PERCENT: "percent", Kind.DAYS: "days"}
_EMPTY = Sentence(
    " Ô trống: quá nhỏ để công bố (dưới 5), hoặc chưa có gì để tính.",
    en=" Empty: too small to publish (under 5), or nothing to count yet.",
)


def table_named(name: str) -> Table:
    """Raises NotFound."""
    if name not in SETS:
        raise NotFound
    return SETS[name]


def dictionary() -> list[dict[str, Any]]:
    """Every column of every set: its name, its type and what it means."""
    meanings = (_MEANINGS | open_heard.KIND_MEANINGS | open_fairs.MEANINGS).items()
    keys = [{"name": name, "type": kind, "meaning": meaning} for name, (kind, meaning) in meanings]
    figures = [_figure(one.name, _TYPES[one.kind], one.definition) for one in MEASURES.values()]
    of_complaints = [_figure(one.name, open_heard.TYPES[one.form], one.definition) for one in OF_COMPLAINTS.values()]
    of_fairs = [_figure(one.name, open_fairs.TYPES[one.form], one.definition) for one in OF_FAIRS.values()]
    of_ready = [_figure(one.name, open_ready.TYPES[one.form], one.definition) for one in OF_READY.values()]
    return keys + figures + of_complaints + of_fairs + of_ready


def _figure(name: str, kind: str, meaning: Sentence) -> dict[str, Any]:
    return {"name": name, "type": kind, "meaning": Sentence(meaning + _EMPTY, en=meaning.en + _EMPTY.en)}


def columns(table: Table) -> list[str]:
    theirs = OF_COMPLAINTS if table.heard else OF_FAIRS if table.of_fairs else OF_READY if table.of_ready else None
    return ["month", *table.keys, *(theirs or [measure.name for measure in _measures(table)])]


def rows(table: Table, today: date) -> list[Row]:
    """One row a month and place or slice, newest month first, as the public may see it."""
    end = last_public_month(today).end
    span = Span(months_on(end.replace(day=1), 1 - MOST_MONTHS), end)
    provinces = db.session.scalars(select(models.Counted.province).order_by(models.Counted.province)).all()
    found = [row for province in provinces for row in _rows(table, province, span)]
    return sorted(found, key=lambda row: row["month"], reverse=True)


def as_csv(table: Table, found: list[Row]) -> str:
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, columns(table), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return sheet.getvalue()


def _measures(table: Table) -> list[Measure]:
    return [one for one in MEASURES.values() if table.slice == Slice.ALL or By(str(table.slice)) in one.by]


def _rows(table: Table, province: str, span: Span) -> Iterator[Row]:
    if table.heard:
        yield from open_heard.rows(table.heard, province, span)
        return
    if table.of_fairs:
        yield from open_fairs.rows(province, span)
        return
    if table.of_ready:
        yield from open_ready.rows(province, span)
        return
    values: dict[tuple[str, str], Row] = defaultdict(dict)
    for measure in _measures(table):
        for (key, month), value in _values(table, province, measure, span).items():
            values[key, month][measure.name] = value
    describe = _describer(table, province)
    for (key, month), figures in sorted(values.items()):
        yield {"month": month, "province": province, **describe(key), **figures}


def _values(table: Table, province: str, measure: Measure, span: Span) -> dict[tuple[str, str], Any]:
    """The figure by key and month; districts are the sums of what is shown of their communes."""
    key = models.Cell.place if table.slice == Slice.ALL else models.Cell.key
    found = rollups_read.atoms(measure, _scope(table, province), [span], key=key, each=By.MONTH)
    if measure.kind == Kind.LEVEL:
        found = list(_standing(found, span))
    home = district_of_commune() if "district_name" in table.keys else {}
    sums: dict[tuple[str, str], list[Sum | None]] = defaultdict(list)
    for atom in rollups_read.without_hidden(found):
        if atom.bucket and atom.bucket >= span.start:
            sums[home.get(atom.key, atom.key), f"{atom.bucket:%Y-%m}"].append(atom.sums[0])
    return {cell: _value(measure, parts) for cell, parts in sums.items()}


def _value(measure: Measure, parts: list[Sum | None]) -> Any:
    seen = [part for part in parts if part is not None]
    if len(seen) < len(parts) and not any(part.guard for part in seen):
        return None
    whole = Sum(*(sum(numbers) for numbers in zip(*seen, strict=True))) if seen else Sum()
    return value_of(measure, whole.counted, whole.less, whole.basis)


def _scope(table: Table, province: str) -> list[Any]:
    if table.slice != Slice.ALL:
        return rollups_read.sliced([province], table.slice)
    return rollups_read.inside(province) if "district" in table.keys else rollups_read.of_places([province])


def _standing(found: list[Atom], span: Span) -> Iterator[Atom]:
    """Of what came and went each month, what stood at the end of each."""
    by_key: dict[str, dict[date, int]] = defaultdict(dict)
    for atom in found:
        if atom.bucket and (each := atom.sums[0]):
            by_key[atom.key][atom.bucket] = each.counted - each.less
    for key, months in by_key.items():
        standing, month = 0, min(months)
        while month <= span.end:
            standing += months.get(month, 0)
            yield Atom(key, month, (Sum(counted=standing, guard=standing),))
            month = months_on(month, 1)


def _describer(table: Table, province: str) -> Callable[[str], Row]:
    """What stands beside the key in the set's first columns."""
    if "commune" in table.keys:
        names, home = places.communes_of(province), district_of_commune()
        return lambda code: {"district": home.get(code), "commune": code, "commune_name": names[code]}
    if "district" in table.keys:
        return lambda code: {"district": code, "district_name": districts()[code].name}
    if "category" in table.keys:
        named = {row[0]: row[1] for row in db.session.execute(select(Category.slug, Category.name_vi))}
        return lambda slug: {"category": slug, "category_name": named.get(slug, slug)}
    last = table.keys[-1]
    return lambda key: {last: key} if last in ("stars", "source") else {}
