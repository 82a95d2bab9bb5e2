"""By which link somebody came: kept in the addresses of the pages, so that nobody needs a cookie for it."""

from flask import request

from market.catalog.rules.sources import Source

VIA = "via"


def via() -> Source | None:
    """What the address or the form of this request says; nothing for what no link of ours says."""
    said = request.values.get(VIA, "")
    return Source(said) if said in set(Source) else None


def along(path: str) -> str:
    """`path` of a store page, with the source of this request kept in it."""
    source = via()
    if source is None:
        return path
    return f"{path}{'&' if '?' in path else '?'}{VIA}={source}"
