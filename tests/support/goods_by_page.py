"""What a team does to a household's goods and shop on its pages, one call each."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, Protocol

from werkzeug.datastructures import FileStorage

from tests.support.browsing import browser_of, sends
from tests.support.helping import a_picture
from tests.support.village import Caller

_SHOP = "POST /shop/<uuid:shop_id>"
_GOOD = f"{_SHOP}/goods/<uuid:product_id>"
_PHOTO = f"{_GOOD}/photos/<int(min=1,max=8):n>"
_OCOP = {"stars": "4", "certificate_no": "12/QĐ", "issued_on": "1/12/2025"}
Do = Callable[["Stage"], Any]


class Stage(Protocol):
    household: dict[str, Any]
    product: Any

    @property
    def member(self) -> Caller: ...


def _sends(stage: Stage, path: str, **typed: Any) -> Any:
    return sends(browser_of(stage.member), f"/shop/{stage.household['shop_id']}{path}", **typed)


def _at_shop(path: str, *before: Do, **typed: str) -> Do:
    def do(stage: Stage) -> Any:
        for step in before:
            step(stage)
        version = stage.member.get(f"/shops/{stage.household['shop_id']}").json["version"]
        return _sends(stage, path, version=version, **typed)

    return do


def _at_good(path: str, *before: Do, **typed: str) -> Do:
    def do(stage: Stage) -> Any:
        for step in before:
            step(stage)
        version = stage.member.get(f"/products/{stage.product.id}").json["version"]
        return _sends(stage, f"/goods/{stage.product.id}{path}", version=version, **typed)

    return do


def _pictures(path: str, *before: Do, count: int = 1) -> Do:
    def do(stage: Stage) -> Any:
        for step in before:
            step(stage)
        for colour in ("green", "red")[:count]:
            file = FileStorage(BytesIO(a_picture(colour)), filename="IMG.jpg")
            answer = _sends(stage, f"/goods/{stage.product.id}{path}", taken=file)
        return answer

    return do


_declares = _at_good("/certificate", **_OCOP)
_photographs = _pictures("/certificate/photo", _declares)
_two_photos = _pictures("/photos", count=2)

ACTS: dict[str, Do] = {
    f"{_SHOP}/about": _at_shop("/about", name="Na nhà bà Páo"),
    f"{_SHOP}/pause": _at_shop("/pause"),
    f"{_SHOP}/reopening": _at_shop("/reopening", _at_shop("/pause")),
    f"{_SHOP}/goods/new/<code:kind>": _at_shop("/goods/new/na", price_vnd="45000", stock="20"),
    f"{_GOOD}/price": _at_good("/price", price_vnd="66000"),
    f"{_GOOD}/price/code": _at_good("/price/code", price_vnd="166000"),
    f"{_GOOD}/stock": _at_good("/stock", packs="5", reason="harvest"),
    f"{_GOOD}/sold-out": _at_good("/sold-out"),
    f"{_GOOD}/resting": _at_good("/resting"),
    f"{_GOOD}/selling": _at_good("/selling", _at_good("/resting")),
    f"{_GOOD}/details": _at_good("/details", name="Na dai"),
    f"{_GOOD}/photos": _pictures("/photos"),
    f"{_PHOTO}/cover": _at_good("/photos/2/cover", _two_photos),
    f"{_PHOTO}/earlier": _at_good("/photos/2/earlier", _two_photos),
    f"{_PHOTO}/removal": _at_good("/photos/1/removal", _two_photos),
    f"{_GOOD}/certificate": _declares,
    f"{_GOOD}/certificate/photo": _photographs,
    f"{_GOOD}/certificate/photo/removal": _at_good("/certificate/photo/removal", _photographs),
    f"{_GOOD}/certificate/withdrawal": _at_good("/certificate/withdrawal", _declares),
}
REFUSED: dict[str, Do] = {
    f"{_SHOP}/closure": _at_shop("/closure"),
    f"{_GOOD}/removal": _at_good("/removal"),
}
