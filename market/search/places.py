"""Where goods may be from, and how far that is: the index knows a good's commune alone, all else is worked out here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import cos, hypot, radians

from market.places import data
from market.places.queries import communes_of, province_of

_KM_A_DEGREE = 111.2
# Where the distance itself is not known.
_SAME_DISTRICT, _SAME_PROVINCE, ELSEWHERE = 30, 100, 1000


@lru_cache(maxsize=1)
def districts() -> Mapping[str, tuple[str, str, frozenset[str]]]:
    """Of each district of before July 2025 its code, name, province of then, and the communes of now of its parts."""
    found: dict[str, tuple[str, str, set[str]]] = {}
    for fact in data.former_communes():
        found.setdefault(fact.district_code, (fact.district, fact.province, set()))[2].update(fact.now)
    return {code: (name, province, frozenset(now)) for code, (name, province, now) in found.items()}


@lru_cache(maxsize=1)
def districts_of() -> Mapping[str, tuple[str, ...]]:
    """Of each commune of now the districts of which it has a part."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, (_, _, communes) in districts().items():
        for commune in communes:
            found[commune].append(code)
    return {commune: tuple(codes) for commune, codes in found.items()}


@lru_cache(maxsize=256)
def communes(province: str | None, district: str | None, commune: str | None) -> tuple[str, ...] | None:
    """The communes that are meant by all that is given, each of which may name several; None: all there are."""
    given: list[Iterable[str]] = []
    if province is not None:
        given.append([code for one in province.split(",") for code in communes_of(one)])
    if district is not None:
        given.append([code for one in district.split(",") if one in districts() for code in districts()[one][2]])
    if commune is not None:
        given.append(commune.split(","))
    if not given:
        return None
    first, *others = given
    return tuple(sorted(set(first).intersection(*others)))


@lru_cache(maxsize=128)
def around(commune: str) -> Mapping[str, int]:
    """How far other communes are, in km as the crow flies; those that are not named are `ELSEWHERE`.

    Where a centre is not known, being of the same district or province counts as so many.
    """
    far = dict.fromkeys(communes_of(province_of(commune)), _SAME_PROVINCE)
    for district in districts_of().get(commune, ()):
        far |= {code: min(far.get(code, ELSEWHERE), _SAME_DISTRICT) for code in districts()[district][2]}
    known = data.lang_son()
    if commune in known:
        far |= {code: _km(known[commune], other) for code, other in known.items()}
    return far | {commune: 0}


def _km(one: data.Post, other: data.Post) -> int:
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return round(_KM_A_DEGREE * hypot(one.lat - other.lat, east))
