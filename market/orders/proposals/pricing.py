"""What an order costs when fewer packs are sent. Pure; every đồng of it follows from the lines and the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from market.delivery import tariff


@dataclass(frozen=True)
class Packs:
    """Packs of one good as the order has them: price and weight of one when it was bought, its size as it is now."""

    price_vnd: int
    weight_g: int
    volume_g: int
    quantity: int


@dataclass(frozen=True)
class Way:
    """From where to where, and how: what the post's fee depends on beside the goods."""

    from_commune: str
    to_commune: str
    from_province: str
    to_province: str
    cod: bool
    service: str


def sums(packs: Sequence[Packs], way: Way, *, shipping_vnd: int) -> tuple[int, int]:
    """Goods and shipping in đồng. The fee is the post's for what is left, but never above the `shipping_vnd` agreed."""
    goods_vnd = goods(packs)
    asked = tariff.quote(
        **vars(way),
        weight_g=weight(packs),
        goods_vnd=goods_vnd,
        volume_g=sum(left.volume_g * left.quantity for left in packs),
    )
    return goods_vnd, min(shipping_vnd, asked.shipping_vnd)


def goods(packs: Sequence[Packs]) -> int:
    return sum(left.price_vnd * left.quantity for left in packs)


def weight(packs: Sequence[Packs]) -> int:
    return sum(left.weight_g * left.quantity for left in packs)
