"""The pictures beside words on the pages: drawn by us, small enough to stand in each page."""

from functools import cache, lru_cache
from importlib import resources

from markupsafe import Markup


@lru_cache(maxsize=1)
def _paths() -> dict[str, str]:
    written = resources.files("market.web.shell").joinpath("data/pictures.txt").read_text(encoding="utf-8")
    lines = (line.split("\t", 1) for line in written.splitlines() if not line.startswith("#"))
    return dict(lines)


def names() -> list[str]:
    return list(_paths())


def path_of(name: str) -> str:
    """Its strokes as SVG writes them."""
    return _paths()[name]


@cache
def picture(name: str) -> Markup:
    """The picture of that name, for eyes alone: the word beside it says the same."""
    drawn = '<svg class="drawn" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    return Markup(drawn).format(path_of(name))  # noqa: S704  ours
