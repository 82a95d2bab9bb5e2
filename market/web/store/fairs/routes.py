"""`/fairs` and `/fairs/<slug>`: what is sold before the harvest; one link for all who look on at once."""

from typing import Any

from flask import Response

from market import clock, fields
from market.catalog.rules.sources import Source
from market.catalog.rules.store_addresses import fair_path
from market.fairs.shown import Window
from market.http import FACTS, public
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.web.found import linked
from market.web.shell import forms
from market.web.store import listing
from market.web.store.fairs import calendar, told
from market.web.store.fairs.looking import AT_ONCE, FairsAsked, is_at, listed, looked_at
from market.web.store.fairs.words import FAIR, FAIRS
from market.web.store.page import absolute, page
from market.web.store.seen import View
from market.web.store.via import via

blueprint = PageBlueprint("store_fairs", __name__, template_folder="templates")
_ALL = "/fairs"
# So old may be what a thousand lookers-on are shown of stock: the basket looks anew in any case.
FRESH_SECONDS = 10


class GoodsAsked(fields.Schema):
    """Where the goods of a fair go on."""

    after = fields.Integer(least=0, most=1000)


@blueprint.route(_ALL, methods=["GET"])
@public
def show_all() -> Response:
    """Fairs that are open, will be, and were; of one place by `?place=`."""
    at = forms.asked(_FAIRS).get("place")
    now, fairs = clock.now(), listed()
    found = [told.door(fair, now) for fair in fairs if at is None or is_at(fair, at)]
    groups = [(FAIRS[name], [door for door in found if door["window"] in of]) for name, of in _GROUPS.items()]
    place = _named(fairs, at)
    return page(
        "fairs.html",
        title=FAIRS["at_place"].format(place=place) if place else FAIRS["title"],
        say=FAIRS["say" if any(door["window"] in told.COMING for door in found) else "say_none"],
        words={**FAIR, **FAIRS},
        path=_ALL,
        view=View("fairs"),
        fresh=FRESH_SECONDS,
        groups=[group for group in groups if group[1]],
        places=_places(fairs, at),
        feed=f"/fairs.rss?place={at}" if place else "/fairs.rss",
    )


@blueprint.route(f"{_ALL}/<slug:slug>", methods=["GET"])
@public
def show(slug: str) -> Response:
    """A fair: its goods, each one tap from the basket, how long still, and what becomes of the money."""
    after, now = forms.asked(_GOODS).get("after", 0), clock.now()
    found = looked_at(slug, after=after)
    about, window = found.fair, found.fair["window"]
    timer = told.timer(window, about["opens_at"], about["closes_at"], now)
    stands = [told.stand(one, window) for one in found.stands[:AT_ONCE]]
    title, path = Sentence(about["name"], en=about["name"]), fair_path(slug)
    return page(
        "fair.html",
        title=title,
        say=told.say(about, now, has_packs=any(one["for_sale"] for one in stands)),
        words=FAIR,
        path=path,
        view=View("fair"),
        fresh=FRESH_SECONDS,
        preview=found.preview,
        about=[linked.fair(about, found.stands[:AT_ONCE], absolute(""))],
        steps=[{"path": _ALL, "word": FAIRS["title"]}],
        fair=about,
        timer=timer,
        ticks=timer is not None,
        facts=told.facts(about),
        missing=told.missing(about) if window == Window.OPEN else None,
        is_coming=window in told.COMING,
        stands=stands,
        more=listing.with_(path, {"after": after + AT_ONCE}) if len(found.stands) > AT_ONCE else None,
        more_count=about["stands"] - after - len(stands),
        after=after,
        what_if=told.what_if(about),
        source=via() or Source.FAIR,
        link=f"{absolute(path)}?via={Source.FAIR}",
        path_here=path,
    )


@blueprint.route(f"{_ALL}/<slug:slug>.ics", methods=["GET"])
@public
def show_calendar(slug: str) -> Response:
    """When it opens, closes and sends, for the calendar of a phone."""
    about = looked_at(slug).fair
    headers = FACTS | {"Content-Disposition": f'inline; filename="{slug}.ics"'}
    return Response(calendar.of(about, absolute(fair_path(slug))), mimetype="text/calendar", headers=headers)


def _named(fairs: list[dict[str, Any]], place: str | None) -> str | None:
    """What a place is called of which there are fairs."""
    places = [one for fair in fairs for one in (fair["province"], *fair["communes"])]
    return next((str(one["name"]) for one in places if one["code"] == place), None)


def _places(fairs: list[dict[str, Any]], at: str | None) -> list[dict[str, Any]]:
    """Where there are some of the fairs, by how many."""
    names = {one["code"]: one["name"] for fair in fairs for one in (fair["province"], *fair["communes"])}
    counted = {code: sum(is_at(fair, code) for fair in fairs) for code in names}
    links = [
        {"path": f"{_ALL}?place={code}", "word": Sentence(names[code], en=names[code]), "count": n}
        for code, n in counted.items()
        if code != at and n < len(fairs)
    ]
    return [*([{"path": _ALL, "word": FAIRS["everywhere"]}] if at else []), *links]


_FAIRS, _GOODS = FairsAsked(), GoodsAsked()
_GROUPS = {"open": (Window.OPEN,), "soon": (Window.SOON,), "past": (Window.CLOSED, Window.OVER, Window.CALLED_OFF)}
