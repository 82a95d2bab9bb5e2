"""`/search`: the API's search for people, with everything that narrows it as links and one form."""

from functools import partial
from typing import Any

from flask import Response, request

from market.http import public
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.web.household.goods.words import category_name
from market.web.shell import forms, frame
from market.web.store import listing
from market.web.store.page import page
from market.web.store.search.chips import SEVERAL, chips, understood
from market.web.store.search.kept import Results, only_drawn
from market.web.store.search.options import options
from market.web.store.search.words import SEARCH
from market.web.store.seen import View

blueprint = PageBlueprint("store_search", __name__, template_folder="templates")
_FACETS, _FEWEST = 8, 2
_COUNTED = ("district", "price")
_PLACES = {"commune_code", "district_code", "near", "province_code"}
_TYPED = {"q", "min_price_vnd", "max_price_vnd", "max_price_per_kg_vnd"}


def ask_again() -> Response:
    """The form with what was typed, where it was wrong."""
    told = _form({}) | {"chips": [], "read": [], "facets": [], "found": None}
    wrong = (problem.errors or {}) if (problem := frame.refusal()) else {}
    # What nobody can see cannot be mended: it is left out, and places are chosen elsewhere.
    told["asked"] = {name: said for name, said in told["asked"].items() if name not in wrong or name in _TYPED}
    told["places_wrong"] = bool(wrong.keys() & _PLACES)
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
    found, q = listing.listed(query, facets=list(_COUNTED)), query["q"]
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
    """How all divide, as links: of several kinds and places one more, of others another one."""
    rows = {
        "category": [(one["slug"], category_name(one["slug"]), one["count"]) for one in facets["category"]],
        "district_code": [(one["code"], _same(one["name"]), one["count"]) for one in facets["district"]],
        "commune_code": [(one["code"], _same(one["name"]), one["count"]) for one in facets["commune"]],
        "ocop_stars": [(one["stars"], _same(f"{one['stars']} ★"), one["count"]) for one in facets["ocop_stars"]],
    }
    heads = {"category": "by_category", "district_code": "by_district", "commune_code": "by_commune"}
    shown = [_facet(heads.get(name, "by_stars"), _links(name, found, query.get(name))) for name, found in rows.items()]
    return [facet for facet in (*shown, _facet("by_price", _prices(facets["price"], query))) if facet["links"]]


def _facet(head: str, links: list[dict[str, Any]]) -> dict[str, Any]:
    return {"head": SEARCH[head], "links": links}


def _links(name: str, rows: list[tuple[Any, Sentence, int]], chosen: Any) -> list[dict[str, Any]]:
    """None where there is nothing to choose; what is chosen comes off as a chip."""
    if len(rows) < _FEWEST:
        return []
    known = str(chosen).split(",") if chosen is not None else []
    path = listing.narrowed_by(name)
    kept = known if name in SEVERAL else []
    left = [row for row in rows if str(row[0]) not in known][:_FACETS]
    return [{"path": path(",".join([*kept, str(code)])), "word": word, "count": count} for code, word, count in left]


def _prices(bands: list[dict[str, Any]], query: dict[str, Any]) -> list[dict[str, Any]]:
    bounds = ("min_price_vnd", "max_price_vnd")
    if len(bands) < _FEWEST:
        return []
    others = [band for band in bands if any(query.get(name) != band[name] for name in bounds)]
    paths = [listing.here_with(**{name: band[name] for name in bounds}) for band in others]
    rows = zip(paths, others, strict=True)
    return [{"path": path, "word": _span(band), "count": band["count"]} for path, band in rows]


def _span(band: dict[str, Any]) -> Sentence:
    least, most = (band[name] for name in ("min_price_vnd", "max_price_vnd"))
    if most is None:
        return SEARCH["from"].format(sum_vnd=least)
    return SEARCH["to"].format(sum_vnd=most) if not least else _same(f"{least // 1000}–{(most + 1) // 1000}k")


def _same(text: str) -> Sentence:
    return Sentence(text, en=text)
