"""What the search asks of packages above."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from market import events


@dataclass(frozen=True, kw_only=True)
class LastSalesAsked(events.Question):
    """When each of these goods was last ordered and came to its buyer, if that was after `since`."""

    product_ids: tuple[UUID, ...]
    since: datetime
    ordered: dict[UUID, datetime] = field(default_factory=dict)
