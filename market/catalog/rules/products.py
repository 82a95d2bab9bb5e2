"""Goods by the pack: on sale or not, their price and season."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from market import errors, events, states
from market.accounts.rules import Limit
from market.catalog.rules.shops import HOUSEHOLD, SUSPENDED, Reinstated, Suspended
from market.language import Sentence

LARGEST_PARCEL_G = 30_000
MOST_PHOTOS = 8
MOST_STOCK = 1_000_000
# For so long a shop's first good of a kind is lifted a little in search.
NEW_DAYS = 14
# So few packs left that whoever sells them should look.
NEARLY_SOLD_OUT = 3
# A team member with forty households in an afternoon stays below it; each takes up to seconds.
PICTURES_PER_PERSON = Limit("picture-of-person", 300, timedelta(hours=1))
PHOTO_SIZES = ("small", "medium", "large")


class ProductStatus(StrEnum):
    LISTED = "listed"
    UNLISTED = "unlisted"


PRODUCT_STATES = states.StateTable(
    [ProductStatus.LISTED],
    [
        states.Move(ProductStatus.LISTED, ProductStatus.UNLISTED, HOUSEHOLD),
        states.Move(ProductStatus.UNLISTED, ProductStatus.LISTED, HOUSEHOLD),
    ],
    {
        ProductStatus.LISTED: Sentence("đang bán", en="listed"),
        ProductStatus.UNLISTED: Sentence("ngừng bán", en="unlisted"),
    },
)


def product_status(status: str, suspension_reason: str | None) -> str:
    """What the product shows as: a suspension covers what the household chose."""
    return status if suspension_reason is None else SUSPENDED


_FREE_BUT_SENT = Sentence("Hàng gửi bưu điện phải có giá từ 1 đồng.", en="Goods that go by post cost at least 1 đồng.")


def check_price(price_vnd: int, *, ships_by_post: bool) -> None:
    """Only what is not sent (a visit, a tasting) may cost nothing. Raises InvalidInput."""
    if price_vnd == 0 and ships_by_post:
        raise errors.InvalidInput(errors={"price_vnd": [_FREE_BUT_SENT]})


def moves_far(before_vnd: int, after_vnd: int) -> bool:
    """Whether a price changes by more than half."""
    return 2 * abs(after_vnd - before_vnd) > before_vnd


def in_season(from_month: int | None, to_month: int | None, month: int) -> bool:
    """Whether `month` (1 to 12) is in the season, which may wrap the year (11 to 2); none given means always."""
    if from_month is None or to_month is None:
        return True
    if from_month <= to_month:
        return from_month <= month <= to_month
    return month >= from_month or month <= to_month


def photo_address(product_id: UUID, n: int, size: str) -> str:
    """Where the picture is served, from the root of the service."""
    return f"/api/v1/products/{product_id}/photos/{n}?size={size}"


@dataclass(frozen=True, kw_only=True)
class ProductSuspended(Suspended):
    product_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProductReinstated(Reinstated):
    product_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProductChanged(events.Event):
    """A household has `changed` what a good says, or `unlisted` or `relisted` it."""

    product_id: UUID
    what: str


@dataclass(frozen=True, kw_only=True)
class ProductStocked(events.Event):
    """The last pack of a good is gone, or there are packs again."""

    product_id: UUID
    in_stock: bool


@dataclass(frozen=True, kw_only=True)
class ProductListed(events.Event):
    """A shop has put a new good on sale."""

    product_id: UUID
    shop_id: UUID
    village_key: str


@dataclass(frozen=True, kw_only=True)
class ProductRemoved(events.Event):
    """A good that nobody had ordered, and that was listed on a day in Vietnam, is gone."""

    product_id: UUID
    shop_id: UUID
    village_key: str
    listed_on: date


@dataclass(frozen=True, kw_only=True)
class SalesAsked(events.Question):
    """Was this good ever ordered? One number is enough."""

    product_id: UUID
    numbers: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class FairsAsked(events.Question):
    """Which of these fairs sell now? It is added to `open`: the hour alone does not tell, for one may have to wait."""

    slugs: frozenset[str]
    open: set[str] = field(default_factory=set)


class WasSold(errors.Conflict):
    type = "product-was-sold"
    title = Sentence("Hàng đã có người mua", en="Was sold before")
    detail = Sentence(
        "Hàng đã có đơn thì không xóa được. Xin ngừng bán (PUT /api/v1/products/{id}/unlisting).",
        en="What was ordered once is not deleted. Please unlist it (PUT /api/v1/products/{id}/unlisting).",
    )


class OfAFair(errors.Conflict):
    """A part of a good that was promised to a fair: it changes with its stand, not as goods of any day do."""

    type = "of-a-fair"
    title = Sentence("Hàng của phiên chợ", en="Goods of a fair")
    detail = Sentence(
        "Hàng này đã hứa cho phiên “{fair}”. Xin sửa hay rút ở gian của phiên; ảnh, giấy chứng nhận sửa ở hàng gốc.",
        en="Promised to the fair “{fair}”. Change or withdraw the stand; photos and certificate are its parent's.",
    )


class HasStands(errors.Conflict):
    type = "has-stands"
    title = Sentence("Có gian ở phiên chợ", en="Stands at a fair")
    detail = Sentence(
        "Hàng này có gian ở phiên chợ nên không xóa được. Xin ngừng bán (PUT /api/v1/products/{id}/unlisting).",
        en="Part of it was promised to a fair, so it is not deleted. Unlist it (PUT /api/v1/products/{id}/unlisting).",
    )


class TooManyPhotos(errors.Conflict):
    type = "too-many-photos"
    title = Sentence("Đã đủ ảnh", en="Enough photos")
    detail = Sentence(
        "Mỗi mặt hàng có nhiều nhất {most} ảnh. Xin bỏ bớt một ảnh rồi thêm.",
        en="A good has at most {most} photos. Please take one away first.",
    )


def season_shown(from_month: int | None, to_month: int | None) -> dict[str, int] | None:
    """From which to which month; None: all year."""
    return {"from_month": from_month, "to_month": to_month} if from_month and to_month else None
