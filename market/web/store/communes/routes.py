"""`/communes` and `/communes/<name>-<code>`: what a commune sells, and who."""

from typing import Any

from flask import Response

from market import clock, errors
from market.catalog import models
from market.catalog.queries import shops as queries
from market.catalog.rules.store_addresses import shop_path
from market.http import page as paged
from market.http import public
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.places.gazetteer import Place
from market.places.queries import became, directory, place_of
from market.web.store import cards, few, listing
from market.web.store.communes.words import COMMUNE
from market.web.store.fairs import told
from market.web.store.fairs.looking import is_at, listed
from market.web.store.fairs.told import COMING
from market.web.store.fairs.words import FAIR
from market.web.store.moved import moved
from market.web.store.page import page
from market.web.store.seen import View

blueprint = PageBlueprint("store_communes", __name__, template_folder="templates")
_ALL = "/communes"
_ONE = f"{_ALL}/<code:commune>"


@blueprint.route(_ALL, methods=["GET"])
@public
def show_all() -> Response:
    """The communes with goods on sale, those with most first."""
    communes = with_goods()
    title, say = COMMUNE["all_title"], COMMUNE["all_say" if communes else "all_none"]
    told: dict[str, Any] = {"communes": communes}
    return page("communes.html", title=title, say=say, words=COMMUNE, path=_ALL, view=View("communes"), **told)


@blueprint.route(_ONE, methods=["GET"])
@public
def show(commune: str) -> Response:
    """What the households of a commune sell; one of before July 2025 leads to what it became."""
    code = commune.rpartition("-")[2]
    found = directory().commune(code)
    if found is None:
        return _became(code)
    home = place_of(code)
    path = cards.path_of_commune(home)
    return moved(path) or _page(found, home, path)


@blueprint.route(f"{_ONE}/shops", methods=["GET"])
@public
def show_shops(commune: str) -> Response:
    """Who sells there, the newest first."""
    code = commune.rpartition("-")[2]
    if directory().commune(code) is None:
        raise errors.NotFound
    home = place_of(code)
    path = f"{cards.path_of_commune(home)}/shops"
    return moved(path) or _shops(home, path)


def with_goods(most: int | None = None) -> list[dict[str, Any]]:
    """Each with its page and how much is on sale there, those with most first."""
    return [cards.place(one) | {"count": one["count"]} for one in few.found(limit=1).facets["commune"][:most]]


def _page(commune: Place, home: dict[str, Any], path: str) -> Response:
    found = listing.listed(listing.asked(), commune_code=commune.code)
    title = COMMUNE["title"].format(commune=commune.name, province=commune.province.name)
    say = COMMUNE["say" if found["total"] else "say_none"].format(count=found["total"])
    former = ", ".join(dict.fromkeys(one.name for one in commune.formerly if one.name != commune.name))
    shown: dict[str, Any] = {"found": found, "formerly": former, "here": path, "code": home["code"], "steps": _steps()}
    shown |= _fairs(commune.code)
    view = View("commune", commune.code)
    return page(
        "commune.html", title=title, say=say, words={**FAIR, **COMMUNE}, path=path, view=view, home=home, **shown
    )


def _fairs(code: str) -> dict[str, Any]:
    """What is open there or will be, and where one hears of those to come if there ever was one."""
    fairs, now = [fair for fair in listed() if is_at(fair, code)], clock.now()
    doors = [told.door(fair, now) for fair in fairs if fair["window"] in COMING]
    return {"fairs": doors, "feed": f"/fairs.rss?place={code}" if fairs else None}


def _shops(home: dict[str, Any], path: str) -> Response:
    found = paged(queries.shops(commune_code=home["code"]), models.Shop.id, **listing.paged())
    now = clock.now()
    shops = [
        {"path": shop_path(one.id, one.name), "name": one.name, "village": one.village, "status": one.shown_status(now)}
        for one in found["items"]
    ]
    title = COMMUNE["shops_title"].format(commune=home["name"])
    say = COMMUNE["shops_say" if shops else "shops_none"]
    more = listing.with_(path, {"cursor": found["next"]}) if found["next"] else None
    steps = [*_steps(), {"path": cards.path_of_commune(home), "word": Sentence(home["name"], en=home["name"])}]
    told: dict[str, Any] = {"shops": shops, "more": more, "steps": steps}
    view = View("shops", home["code"])
    return page("commune_shops.html", title=title, say=say, words=COMMUNE, path=path, view=view, **told)


def _became(code: str) -> Response:
    """Raises NotFound for what was never a commune."""
    now = [place_of(one) for one in became(code)]
    if not now:
        raise errors.NotFound
    if len(now) == 1:
        return errors.found(moved(cards.path_of_commune(now[0])))
    title, say = COMMUNE["now_many"], COMMUNE["now_many_say"]
    communes = [cards.place(home) for home in now]
    return page("communes.html", title=title, say=say, words=COMMUNE, status=410, communes=communes)


def _steps() -> list[dict[str, Any]]:
    return [{"path": _ALL, "word": COMMUNE["all_title"]}]
