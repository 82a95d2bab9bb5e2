"""`/search`: the API's search for people, with everything that narrows it as links and one form."""

from functools import lru_cache
from typing import Any

from flask import Response, request

from market.catalog.rules.categories import CATEGORIES
from market.http import public
from market.http.browsers import PageBlueprint
from market.language import LANGUAGES, Sentence
from market.places.queries import directory
from market.places.rules import PROVINCE
from market.web.household.goods.words import category_name
from market.web.shell import forms, frame
from market.web.store import listing
from market.web.store.page import page
from market.web.store.search.chips import chips
from market.web.store.search.words import SEARCH, SORTS
from market.web.store.seen import View

blueprint = PageBlueprint("store_search", __name__, template_folder="templates")
_FACETS = 8
_STARS = (5, 4, 3)


def ask_again() -> Response:
    """The form with what was typed, where it was wrong."""
    told = _form({}) | {"chips": [], "facets": [], "found": None}
    return page("search.html", title=SEARCH["title_again"], say=SEARCH["say_again"], words=SEARCH, **told)


@blueprint.route("/search", methods=["GET"])
@public
@forms.back_to(ask_again)
def search() -> Response:
    """Goods by words and by everything else that the API's search is narrowed by."""
    query = listing.asked()
    found, q = listing.listed(query), query["q"]
    title = SEARCH["title_of"].format(q=q) if q else SEARCH["title"]
    say = SEARCH["say" if found["total"] else "say_none"].format(count=found["total"])
    told: dict[str, Any] = {
        "chips": chips(query, found["cards"]),
        "facets": _facets(found["facets"], query),
        "found": found,
    }
    # What was sought in vain is noted each time, so it is not kept.
    keep, view = found["total"] > 0, View("search")
    return page("search.html", title=title, say=say, words=SEARCH, view=view, keep=keep, **_form(query), **told)


def _form(query: dict[str, Any]) -> dict[str, Any]:
    """What can be chosen, and what was typed."""
    return {"choices": _choices(frame.spoken_language()), "asked": request.args.to_dict(), "query": query}


@lru_cache(maxsize=len(LANGUAGES))
def _choices(language: str) -> dict[str, list[tuple[str, str]]]:
    """Of each list its codes and words: a hundred lines that never change."""
    provinces = [(place.code, place.name) for place in directory().places if place.kind == PROVINCE]
    return {
        "category": [(slug, category_name(slug).spoken(language)) for slug in CATEGORIES],
        "province_code": provinces,
        "ocop_stars": [(str(stars), f"{stars} ★") for stars in _STARS],
        "sort": [(sort.value, word.spoken(language)) for sort, word in SORTS.items()],
    }


def _facets(facets: dict[str, list[dict[str, Any]]], query: dict[str, Any]) -> list[dict[str, Any]]:
    """How the hits divide, as links; what is chosen already divides no further."""
    rows = {
        "category": [(one["slug"], category_name(one["slug"]), one["count"]) for one in facets["category"]],
        "commune_code": [(one["code"], _same(one["name"]), one["count"]) for one in facets["commune"]],
        "ocop_stars": [(one["stars"], _same(f"{one['stars']} ★"), one["count"]) for one in facets["ocop_stars"]],
    }
    heads = {"category": "by_category", "commune_code": "by_commune", "ocop_stars": "by_stars"}
    return [
        {"head": SEARCH[heads[name]], "links": [_link(name, *row) for row in found[:_FACETS]]}
        for name, found in rows.items()
        if len(found) > 1 and name not in query
    ]


def _link(name: str, code: Any, word: Sentence, count: int) -> dict[str, Any]:
    return {"path": listing.here_with(**{name: code}), "word": word, "count": count}


def _same(text: str) -> Sentence:
    return Sentence(text, en=text)
