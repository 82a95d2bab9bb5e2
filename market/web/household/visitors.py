"""How many came to look at a household's goods, in one sentence and as bars: by what they did, and by which link."""

from typing import Any, NamedTuple
from uuid import UUID

from market import clock
from market.insight.rules.spans import lately
from market.insight.seen import queries
from market.insight.seen.rules import SOURCES, Steps, said, whole
from market.language import Sentence
from market.web.household.words import STEPS
from market.web.shell import charts, frame

Bars = list[dict[str, Any]]


class Visitors(NamedTuple):
    """Of the last thirty days; without bars where nobody came."""

    said: Sentence
    came: Steps
    steps: Bars
    sources: Bars


def of_shop(shop_id: UUID) -> Visitors:
    """Of the shop and all its goods."""
    return _shown(queries.of_shop(shop_id, _lately()))


def of_good(shop_id: UUID, product_id: UUID) -> Visitors:
    return _shown(queries.of_good(shop_id, product_id, _lately()))


def _lately() -> Any:
    return lately(None, None, today=clock.local_day(clock.now()))


def _shown(found: queries.BySource) -> Visitors:
    came, spoken = whole(found), frame.spoken_language()
    steps = [(STEPS[step].spoken(spoken), number) for step, number in vars(came).items()]
    sources = [(SOURCES[source].spoken(spoken), steps.opened) for source, steps in found.items() if steps.opened]
    drawn = charts.bars(steps, language=spoken) if any(vars(came).values()) else []
    return Visitors(said(found), came, drawn, charts.bars(sources, language=spoken))
