"""The same good of many households as one: the first of each good stands for all who sell it."""

from collections.abc import Callable

from market.search.engines.interface import Request
from market.search.ordering import SHARED, Hit, Key

# Looked for again and again, each time without what is known: so often at most.
_MOST_LOOKS = 40
Named = tuple[Key, Hit, str]


def page(best: Callable[[tuple[str, ...]], list[Named]], request: Request) -> list[tuple[Key, Hit]]:
    """One good more than the page holds; `best` names the first hits of all goods but some."""
    passed = request.after.passed if request.after else 0
    known: dict[str, tuple[Key, Hit]] = {}
    for _ in range(_MOST_LOOKS):
        found = best(tuple(known))
        for key, hit, good in found:
            known.setdefault(good, (key, hit))
        if len(found) < SHARED or len(known) > passed + request.limit:
            break
    return list(known.values())[passed : passed + request.limit + 1]
