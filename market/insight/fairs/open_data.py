"""The figures of fairs as open data: a row a fair, as the public sees it."""

from collections.abc import Iterator
from typing import Any

from market import clock
from market.insight.fairs.queries import public
from market.insight.fairs.rules import MEASURES, Form
from market.insight.rules.spans import Span
from market.language import Sentence

TYPES = {Form.COUNT: "number", Form.MONEY: "number", Form.PERCENT: "percent"}
KEYS = ("province", "fair", "fair_name")
MEANINGS = {
    "fair": ("text", Sentence("Phiên chợ, như trong địa chỉ trang của nó", en="The fair, as the address of its page")),
    "fair_name": ("text", Sentence("Tên phiên chợ", en="Name of the fair, in Vietnamese")),
}


def rows(province: str, span: Span) -> Iterator[dict[str, Any]]:
    """By the month in which each closed; a fair is told once who comes back has, so the newest months have none yet."""
    for told in public(province, span.start, clock.local_day(clock.now())):
        fair, figures = told["fair"], told["figures"]
        names = {"province": province, "fair": fair.slug, "fair_name": fair.name}
        month = f"{clock.local_day(fair.closes_at):%Y-%m}"
        yield {"month": month, **names, **{name: figures[name] for name in MEASURES}}
