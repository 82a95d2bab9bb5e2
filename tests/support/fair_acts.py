"""What one of a team does for a household at a fair."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from market import clock
from tests.support.browsing import browser_of, sends
from tests.support.fairs import a_fair
from tests.support.village import Answer


def _stand(stage: Any) -> Answer:
    fair = a_fair()
    asked = {"product_id": str(stage.product.id), "packs": 40, "ready_on": fair.ships_from.isoformat()}
    made: Answer = stage.member.post(f"/fairs/{fair.slug}/stands", asked)
    return made


def _at_stand(stage: Any) -> str:
    made = _stand(stage)
    return made.headers["Location"].replace("/api/v1/products/", "/fairs/phien-na-chi-lang/stands/")


def _on_page(stage: Any, path: str, **typed: str) -> Any:
    """The same by a page of the household's."""
    return sends(browser_of(stage.member), f"/shop/{stage.household['shop_id']}/fairs/{path}", **typed)


def _stand_on_page(stage: Any) -> Any:
    fair = a_fair()
    typed = {"packs": "40", "price_vnd": "60.000", "ready_on": fair.ships_from.isoformat()}
    return _on_page(stage, f"{fair.slug}/new/{stage.product.id}", **typed)


def _code_on_page(stage: Any) -> Any:
    fair = a_fair()
    typed = {"packs": "40", "price_vnd": "166.000", "ready_on": fair.ships_from.isoformat()}
    return _on_page(stage, f"{fair.slug}/new/{stage.product.id}/code", **typed)


def _at_stand_on_page(stage: Any, step: str, **typed: str) -> Any:
    return _on_page(stage, f"{_at_stand(stage).removeprefix('/fairs/')}/{step}", **typed)


def _a_week_on() -> str:
    return (clock.local_day(clock.now()) + timedelta(days=7)).isoformat()


_ONE = "/fairs/<slug:slug>/stands/<uuid:product_id>"
_PAGE = "POST /shop/<uuid:shop_id>/fairs/<slug:slug>"
_PAGE_OF_ONE = f"{_PAGE}/stands/<uuid:product_id>"
ACTS: dict[str, Callable[[Any], Any]] = {
    "POST /fairs/<slug:slug>/stands": _stand,
    f"PATCH {_ONE}": lambda s: s.member.patch(_at_stand(s), {"packs": 60}, headers={"If-Match": "*"}),
    f"PUT {_ONE}/day": lambda s: s.member.put(f"{_at_stand(s)}/day", {"ready_on": _a_week_on()}),
    f"PUT {_ONE}/ready": lambda s: s.member.put(f"{_at_stand(s)}/ready", {"packs": 20}),
    f"DELETE {_ONE}": lambda s: s.member.delete(_at_stand(s)),
    f"{_PAGE}/new/<uuid:product_id>": _stand_on_page,
    f"{_PAGE}/new/<uuid:product_id>/code": _code_on_page,
    f"{_PAGE_OF_ONE}/day": lambda s: _at_stand_on_page(s, "day", ready_on=_a_week_on()),
    f"{_PAGE_OF_ONE}/ready": lambda s: _at_stand_on_page(s, "ready", packs="20"),
    f"{_PAGE_OF_ONE}/more": lambda s: _at_stand_on_page(s, "more", more="20"),
    f"{_PAGE_OF_ONE}/withdrawal": lambda s: _at_stand_on_page(s, "withdrawal"),
}
