"""The districts of before 1 July 2025, in communes of now: people still think in them, and figures still name them."""

from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple

from market.places import data


class District(NamedTuple):
    """A former district and the communes of now that count for it."""

    code: str
    name: str
    province_code: str
    communes: tuple[str, ...]


@lru_cache
def districts() -> dict[str, District]:
    """By code. A commune of now counts wholly for the district that most of its former communes lay in.

    Where two gave as many, it is the one whose code comes first.
    """
    former = data.former_communes()
    names = {fact.district_code: fact.district for fact in former}
    provinces = {fact.code: fact.province_code for fact in data.communes()}
    communes: dict[str, list[str]] = defaultdict(list)
    for commune, district in sorted(_district_of_each(former).items()):
        communes[district].append(commune)
    return {
        code: District(code, names[code], provinces[members[0]], tuple(members)) for code, members in communes.items()
    }


@lru_cache
def district_of_commune() -> dict[str, str]:
    """Commune of now → the old district it counts for."""
    return {commune: district.code for district in districts().values() for commune in district.communes}


def _district_of_each(former: list[data.FormerFact]) -> dict[str, str]:
    came_from: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in former:
        for now in fact.now:
            came_from[now][fact.district_code] += 1
    return {now: min(counts, key=lambda code: (-counts[code], code)) for now, counts in came_from.items()}
