"""Rules of shops, goods, stock and certificates, as plain values. No database, no Flask."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from market.errors import Conflict, InvalidInput
from market.events import Event
from market.language import Sentence
from market.states import Move, StateTable

CERTIFICATE_MONTHS = 36  # an OCOP recognition lasts 36 months (Decision 148/QĐ-TTg of 2023)
LARGEST_PARCEL_G = 30_000
MOST_PHOTOS = 8
PHOTO_SIZES = ("small", "medium", "large")


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
