"""The figures of complaints as open data: a row a month and kind, or a month and commune, as the public sees it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from market.complaints.rules.kinds import KINDS
from market.insight import places
from market.insight.heard.queries import monthly
from market.insight.heard.questions import Question
from market.insight.heard.rules import MEASURES, NOWHERE, UNKNOWN_COMMUNE, By, Form
from market.insight.rules.spans import Span
from market.language import Sentence

ALL = "all"
TYPES = {Form.COUNT: "number", Form.PER_100_ORDERS: "number", Form.PERCENT: "percent", Form.MEDIAN: "days"}
KIND_MEANINGS = {
    "kind": (
        "code",
        Sentence(f"Khiếu nại về việc gì; {ALL}: tất cả", en=f"What is complained of; {ALL}: all of it together"),
    ),
    "kind_name": ("text", Sentence("Tên của việc ấy", en="Its name, in Vietnamese")),
}
_ALL_KINDS = Sentence("Tất cả", en="All of it")


def rows(by: By, province: str, span: Span) -> Iterator[dict[str, Any]]:
    """Of a province, by kind and for all of them together, or by commune."""
    where = places.place(province)
    if by == By.COMMUNE:
        named = places.communes_of(province) | {NOWHERE: str(UNKNOWN_COMMUNE)}
        for key, month, told in monthly(Question(where, by, span, exact=False)):
            yield _row(province, month, {"commune": key, "commune_name": named.get(key, key)}, told)
        return
    for _, month, told in monthly(Question(where, None, span, exact=False)):
        yield _row(province, month, {"kind": ALL, "kind_name": str(_ALL_KINDS)}, told)
    for key, month, told in monthly(Question(where, By.KIND, span, exact=False)):
        yield _row(province, month, {"kind": key, "kind_name": str(KINDS.get(key, key))}, told)  # type: ignore[call-overload]


def _row(province: str, month: date, names: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    return {"month": f"{month:%Y-%m}", "province": province, **names, **{name: told[name] for name in MEASURES}}
