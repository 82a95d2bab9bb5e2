"""By which link somebody came: kept in the addresses of the pages, so that nobody needs a cookie for it."""

from collections.abc import Callable

from flask import request

from market.catalog.rules.sources import Source

VIA = "via"


def via() -> Source | None:
    """What the address or the form of this request says; nothing for what no link of ours says."""
    said = request.values.get(VIA, "")
    return Source(said) if said in set(Source) else None


def along(path: str) -> str:
    """`path` of a store page, with the source of this request kept in it."""
    return along_by(via())(path)


def along_by(source: Source | None) -> Callable[[str], str]:
    """The same for the many links of a page, all of one source."""
    if source is None:
        return lambda path: path
    return lambda path: f"{path}{'&' if '?' in path else '?'}{VIA}={source}"
