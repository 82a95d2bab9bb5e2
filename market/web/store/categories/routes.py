"""`/categories` and `/categories/<slug>`: goods of a kind."""

from typing import Any

from flask import Response

from market import errors
from market.catalog.rules.categories import CATEGORIES
from market.catalog.rules.store_addresses import category_path
from market.http import public
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.web.household.goods.words import PICTURES, category_name
from market.web.store import listing
from market.web.store.categories.words import CATEGORY
from market.web.store.page import page
from market.web.store.seen import View

blueprint = PageBlueprint("store_categories", __name__, template_folder="templates")
_ALL = "/categories"
_COMMUNES = 8


@blueprint.route(_ALL, methods=["GET"])
@public
def show_all() -> Response:
    """The six groups, each with its categories."""
    title, say = CATEGORY["all_title"], CATEGORY["all_say"]
    groups = [_link(slug) | {"under": under(slug)} for slug in groups_of_goods()]
    return page(
        "categories.html", title=title, say=say, words=CATEGORY, path=_ALL, view=View("categories"), groups=groups
    )


@blueprint.route(f"{_ALL}/<code:category>", methods=["GET"])
@public
def show(category: str) -> Response:
    """The goods of a category or group, best first."""
    if category not in CATEGORIES:
        raise errors.NotFound
    found = listing.listed(listing.asked(), category=category)
    say = CATEGORY["say" if found["total"] else "say_none"].format(count=found["total"])
    title, path = category_name(category), category_path(category)
    told: dict[str, Any] = {
        "found": found,
        "steps": _steps(category),
        "under": under(category),
        "communes": _communes(category, found["facets"]),
    }
    told |= {"narrow": listing.with_("/search", {"category": category})}
    return page("category.html", title=title, say=say, words=CATEGORY, path=path, view=View("category"), **told)


def groups_of_goods() -> list[str]:
    return [slug for slug, row in CATEGORIES.items() if not row["parent_slug"]]


def under(group: str) -> list[dict[str, Any]]:
    return [_link(slug) for slug, row in CATEGORIES.items() if row["parent_slug"] == group]


def steps_to(slug: str) -> list[dict[str, Any]]:
    """The group of a category and itself, with their pages."""
    group = CATEGORIES[slug]["parent_slug"]
    return [_link(one) for one in (group, slug) if one]


def _steps(slug: str) -> list[dict[str, Any]]:
    return [{"path": _ALL, "word": CATEGORY["all_title"]}, *steps_to(slug)[:-1]]


def _link(slug: str) -> dict[str, Any]:
    return {"path": category_path(slug), "word": category_name(slug), "picture": PICTURES[slug]}


def _communes(slug: str, facets: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {
            "path": listing.with_("/search", {"category": slug, "commune_code": one["code"]}),
            "word": Sentence(one["name"], en=one["name"]),
            "count": one["count"],
        }
        for one in facets["commune"][:_COMMUNES]
    ]
