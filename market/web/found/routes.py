"""What is fetched by machines: the list of pages, feeds of goods, what is new in a commune, icons."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from importlib import resources
from typing import Any

from flask import Response, request

from market import clock, errors, ids
from market.catalog.queries import feeds as goods
from market.db import read_only
from market.http import FACTS, public
from market.http.browsers import PageBlueprint
from market.http.compression import sent_while_made
from market.places.queries import place, place_of
from market.places.rules import COMMUNE
from market.web.found import feeds, robots, rss, sitemap
from market.web.found.turns import Turn
from market.web.shell import forms
from market.web.store.fairs.looking import FairsAsked, is_at, listed
from market.web.store.page import absolute

blueprint = PageBlueprint("found", __name__, template_folder="templates")

_AT_ONCE = 2_000
_NEWEST = 50
_WEEK = "public, max-age=604800"
_XML = "application/xml"
_ICONS = {"favicon.ico": "image/x-icon", "favicon.svg": "image/svg+xml", "apple-touch-icon.png": "image/png"}
_feed_turn, _sitemap_turn = Turn(), Turn()
_FAIRS = FairsAsked()


@blueprint.route("/robots.txt", methods=["GET"])
@public
def show_robots() -> Response:
    """What search engines leave alone, and where the list of pages is."""
    return Response(robots.robots(absolute("")), mimetype="text/plain", headers=FACTS)


@blueprint.route("/favicon.ico", methods=["GET"])
@blueprint.route("/favicon.svg", methods=["GET"])
@blueprint.route("/apple-touch-icon.png", methods=["GET"])
@public
def show_icon() -> Response:
    """The basket, as a browser shows it beside the name of a page."""
    name = request.path.lstrip("/")
    return Response(_icon(name), mimetype=_ICONS[name], headers={"Cache-Control": _WEEK})


@blueprint.route("/sitemap.xml", methods=["GET"])
@public
def show_sitemap() -> Response:
    """Which parts the list of all public pages has."""
    return Response(sitemap.index(absolute("")), mimetype=_XML, headers=FACTS)


@blueprint.route("/sitemap-market.xml", methods=["GET"])
@public
def show_market_part() -> Response:
    """The front page, communes, categories and what stands by itself."""
    return _in_turn(_sitemap_turn, partial(sitemap.market, absolute("")), _XML)


@blueprint.route("/sitemap-<code:part>.xml", methods=["GET"])
@public
def show_sitemap_part(part: str) -> Response:
    """A part of the goods or of the shops."""
    name, _, begins = part.rpartition("-")
    after = ids.from_address(begins)
    if after is None or not sitemap.is_kind(name):
        raise errors.NotFound
    return _in_turn(_sitemap_turn, partial(sitemap.part, name, after, absolute("")), _XML)


@blueprint.route("/feeds/google.xml", methods=["GET"])
@public
def show_google_feed() -> Response:
    """All goods that can be bought, for Google's shopping. One reader at a time; 503 to others."""
    return _in_turn(_feed_turn, lambda: feeds.google(_pieces(), absolute("")), _XML)


@blueprint.route("/feeds/meta.csv", methods=["GET"])
@public
def show_meta_feed() -> Response:
    """The same for Meta's catalogue."""
    return _in_turn(_feed_turn, lambda: feeds.meta(_pieces(), absolute("")), "text/csv")


@blueprint.route("/communes/<code:commune>/rss", methods=["GET"])
@public
def show_news_of_commune(commune: str) -> Response:
    """The newest goods of a commune, for readers of feeds."""
    found = place(commune.rpartition("-")[2])
    if found.kind != COMMUNE:
        raise errors.NotFound
    home = place_of(found.code)
    rows = goods.new_goods(found.code, most=_NEWEST, now=clock.now())
    return Response(rss.of_commune(home, rows, absolute("")), mimetype="application/rss+xml", headers=FACTS)


@blueprint.route("/fairs.rss", methods=["GET"])
@public
def show_news_of_fairs() -> Response:
    """Fairs that are open and coming, and the last ones, for readers of feeds; of one place by `?place=`."""
    code = forms.asked(_FAIRS).get("place")
    at = place(code) if code is not None else None
    found = [fair for fair in listed() if at is None or is_at(fair, at.code)][:_NEWEST]
    return Response(rss.of_fairs(found, absolute(""), at), mimetype="application/rss+xml", headers=FACTS)


@lru_cache
def _icon(name: str) -> bytes:
    return (resources.files("market.web.found") / "data" / name).read_bytes()


def _pieces() -> Iterator[list[Any]]:
    """All goods to advertise, read piece by piece: no look lasts, and what is sold meanwhile is told as it is."""
    now, after = clock.now(), None
    while rows := read_only(partial(goods.goods_to_advertise, after=after, most=_AT_ONCE, now=now), anyone=True):
        yield rows
        after = rows[-1].id


def _in_turn(turn: Turn, make: Callable[[], Iterator[bytes]], mimetype: str) -> Response:
    """What `make` makes, sent while it is made. Raises Busy while somebody else reads."""
    if request.method == "HEAD":
        return sent_while_made(iter(()), mimetype)
    reader = turn.take()
    response = sent_while_made(turn.read(reader, make()), mimetype)
    response.call_on_close(partial(turn.end, reader))
    response.headers.update(FACTS)
    return response
