"""What the picture beside a link says, and its address, which changes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from market.catalog.models import Photo, Shop
from market.catalog.previews import Name
from market.catalog.queries import products
from market.catalog.rules.products import photo_address
from market.catalog.rules.store_addresses import fair_path, product_path, shop_path
from market.language import VIETNAMESE
from market.places.queries import place_of
from market.web.household.goods.words import PICTURES
from market.web.store.previews.words import PREVIEW

_LOOK = 1  # counted up whenever it is drawn otherwise: the old ones lead on to the new
_NAMED = 4  # goods that a shop's picture names
OF_FAIR = 4  # goods of a fair that its picture is made of


class Cover(NamedTuple):
    """A photo of a good, by what it shows."""

    good: UUID
    n: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """All that is drawn; `of` is the address of what it shows, and `drawn` stands where there is no photo."""

    of: str
    subject: UUID | None = None
    name: str
    price_vnd: int | None = None
    about: str = ""
    place: str = ""
    stars: int = 0
    drawn: str
    cover: Cover | None = None

    @property
    def digest(self) -> str:
        return blake2b(repr((_LOOK, astuple(self))).encode(), digest_size=8).hexdigest()

    @property
    def path(self) -> str:
        return f"/pictures{self.of}/{self.digest}.jpg"

    @property
    def file(self) -> Name:
        return Name(self.subject, self.cover and self.cover.good, self.digest)

    @property
    def photo(self) -> str | None:
        """Where the photo is seen that it shows."""
        return photo_address(self.cover.good, self.cover.n, "large") if self.cover else None

    @property
    def price(self) -> str:
        return "" if self.price_vnd is None else price(self.price_vnd)

    @property
    def alt(self) -> str:
        """The same in words, for those who do not see it."""
        stars = say("stars", stars=self.stars) if self.stars else ""
        return ", ".join(filter(None, (self.name, f"{self.price} {self.about}".strip(), stars, self.place)))


def say(word: str, **told: Any) -> str:
    return PREVIEW[word].format(**told).spoken(VIETNAMESE)


MARKET = Preview(of="/market", name=say("market"), about=say("what"), drawn="basket")


def of_good(good: Mapping[str, Any], photos: list[Photo] | None = None) -> Preview:
    """Of a good as `product_shown` shows it; its `photos`, where they are at hand."""
    kept = products.photos_of([good["id"]]).get(good["id"], []) if photos is None and good["photos"] else photos
    return Preview(
        of=product_path(good["id"], good["slug"]),
        subject=good["id"],
        name=good["name"],
        price_vnd=good["price_vnd"],
        about=a_pack(good["unit"], good["pack"]),
        place=place(good["shop"]["commune"]),
        stars=good["ocop"]["stars"] if good["ocop"] else 0,
        drawn=PICTURES.get(good["category"], "good"),
        cover=_cover(kept) if kept else None,
    )


def of_shop(shop: Shop) -> Preview:
    """Of a shop: what it sells, with the photo of its newest good that has one."""
    goods = products.on_sale(shop.id, most=_NAMED)
    kept = products.photos_of(good.id for good in goods) if goods else {}
    covered = next((good.id for good in goods if good.id in kept), None)
    here = place_of(shop.commune_code)
    return Preview(
        of=shop_path(shop.id, shop.name),
        subject=shop.id,
        name=shop.name,
        about=", ".join(good.name for good in goods),
        place=place(here),
        drawn="market",
        cover=_cover(kept[covered]) if covered else None,
    )


def of_fair(fair: Mapping[str, Any], stands: Sequence[Mapping[str, Any]]) -> Preview:
    """Of a fair as `fair_shown` shows it: its first goods, the day on which they are sent, a photo of one."""
    stands = stands[:OF_FAIR]
    pictured = next((one["parent_id"] for one in stands if one["photo"]), None)
    kept = products.photos_of([pictured]).get(pictured, []) if pictured else []
    first = fair["ships_from"]
    sent = say("sent", day=f"{first.day}/{first.month}")
    names = dict.fromkeys(one["name"] for one in stands)
    here = fair["communes"][0] if len(fair["communes"]) == 1 else None
    return Preview(
        of=fair_path(fair["slug"]),
        subject=fair["id"],
        name=fair["name"],
        about=", ".join([sent, *names]),
        place=place(here | {"province": fair["province"]}) if here else bare(fair["province"]),
        drawn="calendar",
        cover=_cover(kept) if kept else None,
    )


def _cover(photos: list[Photo]) -> Cover:
    return Cover(photos[0].product_id, photos[0].n, photos[0].digest)


def price(price_vnd: int) -> str:
    return say("costs", price_vnd=price_vnd) if price_vnd else say("free")


def a_pack(unit: str, pack: str) -> str:
    """một hộp 1 kg."""
    return say("pack", pack=f"{unit} {pack}".strip())


def place(commune: Mapping[str, Any]) -> str:
    """Xã Chi Lăng, Lạng Sơn."""
    return f"{commune['name']}, {bare(commune['province'])}"


def bare(province: Mapping[str, Any]) -> str:
    """Lạng Sơn."""
    name: str = province["name"]
    return name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
