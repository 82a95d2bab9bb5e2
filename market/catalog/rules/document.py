"""What the search index is told about one product."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from market.catalog.rules.reliability import Reliability
from market.catalog.rules.scores import Tier


@dataclass(frozen=True)
class Document:
    """One product as the search index needs it: every fixed field of its card, and all that is searched.

    `stars` are those shown on the day it was made, 0 for none; they end on the day `stars_until`.
    A document that is not `visible` is to be taken out of the index.
    """

    id: UUID
    version: int
    visible: bool
    name: str
    slug: str
    also_known_as: tuple[str, ...]
    names: Mapping[str, str]  # language (en, tay, nung) → name
    description: str
    category_slug: str
    category_name: str
    group_slug: str  # the top of the category's branch, one of the six OCOP groups
    shop_id: UUID
    shop_name: str
    commune_code: str
    commune_name: str
    province_code: str
    province_name: str
    former_communes: tuple[str, ...]  # what the commune's parts were called before 1 July 2025
    former_districts: tuple[str, ...]  # and the districts they stood in
    village: str
    price_vnd: int  # for one pack
    unit: str
    pack: str
    in_stock: bool
    ships_by_post: bool
    from_month: int | None  # both or neither; none means all year; may wrap (11 to 2)
    to_month: int | None
    stars: int
    stars_until: date | None
    photo: str | None  # address of the first small picture
    created_at: datetime
    sale: Mapping[str, str] | None = None  # of a fair's stand: its fair, window and day, as cards say them
    voices: int = 0  # buyers who said what it is like
    score: int | None = None  # hundredths of a star
    tier: int = Tier.USUAL  # its own, or its shop's while nobody has spoken of it
    reliability: int = Reliability.USUAL  # its shop's
    new_until: date | None = None  # lifted a little until that day
    sold: int = 0  # steps of twice as many buyers
