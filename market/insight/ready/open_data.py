"""The figures of ready shops as open data: a row a month, of the whole province and of each commune."""

from collections.abc import Iterator
from typing import Any

from market.insight import places
from market.insight.ready.queries import by_commune_and_month
from market.insight.ready.rules import MEASURES, Form
from market.insight.rules.spans import Span

TYPES = {Form.LEVEL: "number", Form.RATIO: "number", Form.MEDIAN: "days"}
KEYS = ("province", "commune", "commune_name")


def rows(province: str, span: Span) -> Iterator[dict[str, Any]]:
    """The whole province has no commune."""
    named = places.communes_of(province)
    for commune, month, told in by_commune_and_month(province, span):
        names = {"province": province, "commune": commune, "commune_name": named.get(commune or "")}
        yield {"month": f"{month:%Y-%m}", **names, **{name: told[name] for name in MEASURES}}
