"""Fairs as anybody sees them: all of them, one that gathers orders, one that is over, and none."""

from __future__ import annotations

from functools import partial
from typing import Any

from market.fairs.rules import FairState
from tests.browser.page import Page
from tests.support.fair_rows import fair_row, stand_row
from tests.support.village import a_product, a_shop


def open_fair() -> dict[str, Any]:
    fair, shop = fair_row(minimum_packs=100), a_shop()
    for name in ("Na dai loại một, hái trong ngày", "Hồng vành khuyên"):
        stand_row(fair, a_product(shop, name=name))
    return {"fair": fair.slug}


def several() -> dict[str, Any]:
    known = open_fair()
    fair_row(FairState.PLANNED, slug="na-cuoi-mua", name="Phiên na Chi Lăng cuối mùa")
    fair_row(FairState.OVER, slug="na-dau-mua", name="Phiên na đầu mùa")
    return known


def in_state(state: str) -> dict[str, Any]:
    fair = fair_row(state)
    stand_row(fair)
    return {"fair": fair.slug}


PAGES = [
    Page("fairs", "/fairs", several),
    Page("no fairs", "/fairs"),
    Page("an open fair", "/fairs/{fair}?via=fair", open_fair),
    *(
        Page(f"a fair that is {state.replace('_', ' ')}", "/fairs/{fair}", partial(in_state, state))
        for state in (FairState.PLANNED, FairState.CLOSED, FairState.CALLED_OFF)
    ),
]
