"""Where buyers find goods, shops, communes and categories: addresses of words, each with the key that lasts."""

from uuid import UUID

from market import ids
from market.text import slug


def product_path(id: UUID, words: str) -> str:
    """/na-chi-lang-…; `words` is its slug, which may change: the key at the end does not."""
    return f"/{words}-{ids.in_address(id)}" if words else f"/{ids.in_address(id)}"


def shop_path(id: UUID, name: str) -> str:
    return f"/shops{product_path(id, slug(name))}"


def commune_path(code: str, name: str) -> str:
    """/communes/chi-lang-06463."""
    return f"/communes/{slug(name)}-{code}"


def category_path(category: str) -> str:
    return f"/categories/{category}"


def fair_path(slug: str) -> str:
    """/fairs/na-chi-lang: the one link that goes round for a fair."""
    return f"/fairs/{slug}"
