"""Fairs as they were some seconds ago: a thousand who look on at once cost a few statements."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from market import clock, fields
from market.fairs import shown
from market.fairs.gathered import gathered
from market.fairs.models import Fair
from market.fairs.queries import fair_with_slug
from market.places.queries import directory
from market.web.store.few import remembered
from market.web.store.previews import content
from market.web.store.previews.content import Preview

AT_ONCE, _PAST = 10, 20
_READ_SECONDS = 5


class FairsAsked(fields.Schema):
    """Fairs of a province or commune."""

    place = fields.String(longest=5)


class Looked(NamedTuple):
    """A fair and some of its goods, as they were some seconds ago."""

    fair: dict[str, Any]
    stands: list[dict[str, Any]]
    preview: Preview


def looked_at(slug: str, *, after: int = 0) -> Looked:
    """The fair with its goods from number `after` on, as it was some seconds ago at most. Raises NotFound."""
    return remembered(("fair", slug, after), partial(_look, slug, after), seconds=_READ_SECONDS)


def listed() -> list[dict[str, Any]]:
    """All fairs as they are shown: those that come first, and then the last ones."""
    return [*coming(), *remembered("past fairs", partial(_shown, partial(shown.past, _PAST)), seconds=_READ_SECONDS)]


def is_at(fair: dict[str, Any], place: str) -> bool:
    """Whether a fair is of this province, or of this commune: by name, or with all of its province."""
    named = {one["code"] for one in fair["communes"]}
    commune = directory().commune(place)
    with_all = not named and commune is not None and commune.province.code == fair["province"]["code"]
    return with_all or place == fair["province"]["code"] or place in named


def coming() -> list[dict[str, Any]]:
    """What is open or will be, by when it closes."""
    return remembered("coming fairs", partial(_shown, shown.current), seconds=_READ_SECONDS)


def _look(slug: str, after: int) -> Looked:
    fair, now = fair_with_slug(slug), clock.now()
    rows = shown.stands_to_show(fair.id, most=AT_ONCE + 1, after=after)
    about = shown.fair_shown(fair, gathered([fair])[fair.id], now=now)
    stands = [shown.stand_shown(row, now=now) for row in rows]
    return Looked(about, stands, content.of_fair(about, [] if after else stands))


def _shown(read: Callable[[], list[Fair]]) -> list[dict[str, Any]]:
    fairs, now = read(), clock.now()
    got = gathered(fairs)
    return [shown.fair_shown(fair, got[fair.id], now=now) for fair in fairs]
