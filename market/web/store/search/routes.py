"""`/search`: the API's search for people, with everything that narrows it as links and one form."""

from functools import partial
from typing import Any

from flask import Response, request

from market.http import public
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.web.household.goods.words import category_name
from market.web.shell import forms
from market.web.store import listing
from market.web.store.page import page
from market.web.store.search.chips import chips, understood
from market.web.store.search.kept import Results, only_drawn
from market.web.store.search.options import options
from market.web.store.search.words import SEARCH
from market.web.store.seen import View

blueprint = PageBlueprint("store_search", __name__, template_folder="templates")
_FACETS = 8


def ask_again() -> Response:
    """The form with what was typed, where it was wrong."""
    told = _form({}) | {"chips": [], "read": [], "facets": [], "found": None}
    return page(
        "search.html", title=SEARCH["title_again"], say=SEARCH["say_again"], words=SEARCH, keep_as=only_drawn, **told
    )


@blueprint.route("/search", methods=["GET"])
@public
@forms.back_to(ask_again)
def search() -> Response:
    """Goods by words and by everything else that the API's search is narrowed by."""
    query, results, view = listing.asked(), Results(), View("search")
    if (known := results.known) is not None:
        return page("search.html", words=SEARCH, view=view, **known)
    found, q = listing.listed(query), query["q"]
    title = SEARCH["title_of"].format(q=q) if q else SEARCH["title"]
    say = SEARCH["say" if found["total"] else "say_none"].format(count=found["total"])
    told: dict[str, Any] = {
        "chips": chips(query, found["cards"]),
        "read": understood(found["understood"]),
        "facets": _facets(found["facets"], query),
        "found": found,
    }
    # Of what was sought in vain others may be told more tomorrow: who sold it before, what is nearest.
    keep = found["total"] > 0
    told["keep_as"] = partial(results.keep, found["came"]) if keep else only_drawn
    return page("search.html", title=title, say=say, words=SEARCH, view=view, keep=keep, **_form(query), **told)


def _form(query: dict[str, Any]) -> dict[str, Any]:
    """What can be chosen, and what was typed."""
    asked = request.args.to_dict()
    return {"options": options(asked), "asked": asked, "query": query}


def _facets(facets: dict[str, list[dict[str, Any]]], query: dict[str, Any]) -> list[dict[str, Any]]:
    """How the hits divide, as links; what is chosen already divides no further."""
    rows = {
        "category": [(one["slug"], category_name(one["slug"]), one["count"]) for one in facets["category"]],
        "commune_code": [(one["code"], _same(one["name"]), one["count"]) for one in facets["commune"]],
        "ocop_stars": [(one["stars"], _same(f"{one['stars']} ★"), one["count"]) for one in facets["ocop_stars"]],
    }
    heads = {"category": "by_category", "commune_code": "by_commune", "ocop_stars": "by_stars"}
    return [
        {"head": SEARCH[heads[name]], "links": _links(name, found[:_FACETS])}
        for name, found in rows.items()
        if len(found) > 1 and name not in query
    ]


def _links(name: str, rows: list[tuple[Any, Sentence, int]]) -> list[dict[str, Any]]:
    path = listing.narrowed_by(name)
    return [{"path": path(code), "word": word, "count": count} for code, word, count in rows]


def _same(text: str) -> Sentence:
    return Sentence(text, en=text)
