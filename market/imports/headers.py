"""Which row is the header, and which column holds which field: headers of one row or two, merged or not. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from market.imports import data, headings
from market.text import fold

HEADER_WITHIN = 40  # rows; titles of ministries stand above
_PARENTHESES = re.compile(r"\(.*?\)")
_WHOLE_ROW = ("thon", "ban", "xom", "khu pho", "khoi", "to dan pho")
_FOOT = re.compile(
    r"(nguoi (lap|nhap)|xac nhan cua|tm|t m|chu tich)\b.*"
    r"|.* ngay [0-9]+ thang [0-9]+( nam [0-9]+)?"
)
# "Tống Thị Hoa" and "Tổng hợp hạt khô" are none.
_SUM = re.compile(
    r"(tổng( cộng| số)?|cộng|tong( cong| so)?|cong)"
    r"( (hộ|ho|sản phẩm|mặt hàng|gian hàng|tiền|giá trị)\b.*|\W*([0-9].*)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """`columns` is column → field; rows up to number `ends` are above the data."""

    columns: dict[int, str]
    texts: list[str]
    ends: int


def find_header(rows: Sequence[tuple[int, list[str]]], kind: str, template: Mapping[str, str]) -> Header | None:
    """The header among the first rows: the one in which most columns are known. None where hardly any is."""
    known = known_headers(kind, template)
    candidates = [_header(rows, place, known) for place in range(min(len(rows), HEADER_WITHIN))]
    best = max(candidates, key=lambda header: len(header.columns), default=None)
    if best is None or len(best.columns) < 2:
        return None
    best, aliases = _with_units(best, rows), data.headers(kind)
    above = [cells for number, cells in rows if number < best.ends]
    titles = [text for cells in above for text in (*cells, *map(" ".join, pairwise(filter(None, cells)))) if text]
    texts = [
        headings.with_title(text, best.columns.get(column, ""), titles, aliases.get(best.columns.get(column, ""), ()))
        for column, text in enumerate(best.texts)
    ]
    return Header(best.columns, texts, best.ends)


def known_headers(kind: str, template: Mapping[str, str]) -> dict[str, str]:
    """Folded header → field; a saved template goes before what is recognised."""
    usual = {text: field for field, texts in data.headers(kind).items() for text in texts}
    return usual | {fold(text): field for text, field in template.items()}


def is_data(cells: Sequence[str], header: Header) -> bool:
    """Whether a row below the header is one of the table: not its numbering, not a sum, not a signature."""
    filled = [cell for cell in cells if cell]
    mapped = [column for column in header.columns if column < len(cells) and cells[column]]
    if not mapped or _is_foot(filled[0]) or (len(filled) == 1 < len(header.columns)):
        return False
    numbering = all(re.fullmatch(r"\(?([0-9]{1,2}|[A-Za-z])\)?", cell) for cell in filled)
    return not (numbering and len(filled) > 1) and not section_of(cells)


def _is_foot(text: str) -> bool:
    return bool(_FOOT.fullmatch(fold(text)) or _SUM.fullmatch(text))


def section_of(cells: Sequence[str]) -> str | None:
    """The village that a row of its own names for the rows under it: "II. Thôn Quán Thanh" → "Thôn Quán Thanh"."""
    filled = [cell for cell in cells if cell]
    if not 1 <= len(filled) <= 2 or (len(filled) == 2 and not re.fullmatch(r"[IVX]+\.?|[A-Z]\.?", filled[0])):
        return None
    text = re.sub(r"^([IVXivx]+|[A-Z]|[0-9]{1,2})\s*[.)\-]\s*", "", filled[-1])
    return text if any(fold(text).startswith(f"{word} ") for word in _WHOLE_ROW) else None


def _header(rows: Sequence[tuple[int, list[str]]], place: int, known: Mapping[str, str]) -> Header:
    number, upper = rows[place]
    single = _columns([_texts(text) for text in upper], known)
    if place + 1 < len(rows):
        below, lower = rows[place + 1]
        both = _joined(upper, lower)
        double = _columns([_texts(up, low) for up, low in both], known)
        if len(double) > len(single) and _adds(lower, known) and not _is_title(upper, lower, double, known):
            return Header(double, [_alone(up, low, known) for up, low in both], below)
    return Header(single, list(upper), number)


def _is_title(upper: Sequence[str], lower: Sequence[str], double: Mapping[int, str], known: Mapping[str, str]) -> bool:
    """Whether the upper row is one text that adds nothing to the lower: the title of the sheet, not of a column."""
    said = [text for text in upper if text]
    adds = len(double) > len(_columns([_texts(text) for text in lower], known))
    return len(said) == 1 and not adds and not _PARENTHESES.search(said[0])


def _alone(upper: str, lower: str, known: Mapping[str, str]) -> str:
    """A header of two rows as one text by which its column is recognised again, with the unit that either names."""
    both = f"{upper} {lower}".strip() if upper != lower else upper
    if _field((both,), known) or not (_field((lower,), known) or headings.field_beginning(lower, known)):
        return both
    return " ".join((lower, *(part for part in _PARENTHESES.findall(upper) if part not in lower)))


def _adds(lower: Sequence[str], known: Mapping[str, str]) -> bool:
    return any(_field((text,), known) for text in lower)


def _with_units(header: Header, rows: Sequence[tuple[int, list[str]]]) -> Header:
    """The header with the row below it, where that says nothing but units: "(nghìn đồng)", "kg"."""
    below = next((row for row in rows if row[0] > header.ends), (0, []))
    said = {column: text for column, text in enumerate(below[1]) if text}
    measures = {column: headings.measure_of(header.columns.get(column, "")) for column in said}
    if not said or not all(measures[column] and headings.is_unit(said[column], measures[column]) for column in said):
        return header
    texts = [f"{text} ({said[column].strip('()[] ')})" if column in said else text for column, text in
             enumerate(header.texts)]  # fmt: skip
    return Header(header.columns, texts, below[0])


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    """Each column's texts of both rows; what was merged to the right stands over all that have one below."""
    pairs, over = [], ""
    for column in range(max(len(upper), len(lower))):
        up = upper[column] if column < len(upper) else ""
        low = lower[column] if column < len(lower) else ""
        over = up or (over if low else "")
        pairs.append((over, low))
    return pairs


def _texts(upper: str, lower: str = "") -> list[str]:
    """What a header may be known by: both texts, the lower, the upper."""
    return [text for text in (f"{upper} {lower}", lower, "" if lower else upper) if text.strip()]


def _field(texts: Iterable[str], known: Mapping[str, str]) -> str | None:
    """The field of a header, with and without what is in brackets."""
    forms = (fold(form) for text in texts for form in (text, _PARENTHESES.sub(" ", text)))
    return next((known[form] for form in forms if form in known), None)


def _columns(headers: Sequence[list[str]], known: Mapping[str, str]) -> dict[int, str]:
    """Column → field; headers that are known as they stand go before those that go on with a unit."""
    columns: dict[int, str] = {}
    for column, texts in enumerate(headers):
        field = _field(texts, known)
        if field is not None and field not in columns.values():
            columns[column] = field
    for column, texts in enumerate(headers):
        going_on = (headings.field_beginning(text, known) for text in texts)
        field = next((found for found in going_on if found), None) if column not in columns else None
        if field is not None and field not in columns.values():
            columns[column] = field
    return columns
