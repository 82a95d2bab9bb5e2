"""What stands in the shop front: open fairs, what is ripe now, near, certified; of the index and few statements."""

from functools import partial
from typing import Any

from market import clock
from market.catalog.rules.patterns import patterns
from market.catalog.rules.products import in_season
from market.catalog.rules.store_addresses import category_path
from market.fairs.shown import Window
from market.language import Sentence
from market.places.queries import place_of, province_of
from market.search.engines.interface import IndexNotReady
from market.search.queries import suggest
from market.web.front.words import FRONT
from market.web.household.goods.words import PICTURES, category_name
from market.web.store import listing, whereto
from market.web.store.cards import Card
from market.web.store.categories.routes import groups_of_goods
from market.web.store.communes.routes import with_goods
from market.web.store.fairs import told
from market.web.store.fairs.looking import coming
from market.web.store.few import few, remembered

_RIPE, _SHOWN, _COMMUNES, _READ, _FAIRS = 4, 4, 8, 100, 2
_STARS = (5, 4, 3)
Shelf = dict[str, Any]


def shelves() -> list[Shelf]:
    """Each with its head, its goods and where there are more; none that is empty, no good twice."""
    found, shown = [], set[str]()
    for shelf in (_ripe(), *_near(), _certified(), _all()):
        shelf["cards"] = [card for card in shelf["cards"] if card["id"] not in shown][:_SHOWN]
        shown |= {card["id"] for card in shelf["cards"]}
        found += [shelf] if shelf["cards"] else []
    return found


def fairs() -> list[dict[str, Any]]:
    """The open fairs that close first; where none is open, the one that is next."""
    now, found = clock.now(), coming()
    open_now = [fair for fair in found if fair["window"] == Window.OPEN][:_FAIRS]
    return [told.door(fair, now) for fair in open_now or sorted(found, key=lambda fair: fair["opens_at"])[:1]]


def communes() -> list[dict[str, Any]]:
    """Those with most on sale."""
    named = with_goods(_COMMUNES)
    return [
        {"path": one["path"], "word": Sentence(one["name"], en=one["name"]), "count": one["count"]} for one in named
    ]


def categories() -> list[dict[str, Any]]:
    return [
        {"path": category_path(slug), "word": category_name(slug), "picture": PICTURES[slug]}
        for slug in groups_of_goods()
    ]


def _shelf(head: Sentence, goods: list[Card], **more: Any) -> Shelf:
    return {"head": head, "cards": goods, "path": listing.with_("/search", more)}


def _ripe() -> Shelf:
    """What has a season and is in it: a good of each kind, those first that are sought most often."""
    month = clock.local_month(clock.now())
    goods = [few(1, q=name, in_season=True, in_stock=True) for name in remembered("ripe", partial(_kinds_of, month))]
    head = FRONT["ripe"].format(month=month)
    return _shelf(head, [card for found in goods for card in found], in_season="true", in_stock="true")


def _kinds_of(month: int) -> list[str]:
    """What is sold and has a season, now: of the index, for a million goods are not counted for a front page."""
    ripe = {kind.name for kind in patterns().values() if kind.season and in_season(**kind.season, month=month)}
    try:
        wanted = suggest("", limit=_READ, now=clock.now())
    except IndexNotReady:
        return []
    return [one.text for one in wanted if one.text in ripe][:_RIPE]


def _near() -> list[Shelf]:
    """Of the commune that was chosen, or else of its province."""
    code = whereto.commune()
    if code is None:
        return []
    home = place_of(code)
    wishes = {"commune_code": code}
    if not (goods := few(_SHOWN * 2, **wishes)):
        wishes = {"province_code": province_of(code)}
        goods, home = few(_SHOWN * 2, **wishes), home["province"]
    return [_shelf(FRONT["near"].format(place=home["name"]), goods, **wishes)]


def _certified() -> Shelf:
    """Of shops whose certificate was verified and holds today, the most stars first."""
    goods = [card for stars in _STARS for card in few(_SHOWN * 2, ocop_stars=stars, in_stock=True)]
    return _shelf(FRONT["certified"], goods, ocop_stars=goods[0]["ocop_stars"] if goods else None)


def _all() -> Shelf:
    return _shelf(FRONT["newest"], few(_SHOWN * 3, sort="newest", in_stock=True), sort="newest")
