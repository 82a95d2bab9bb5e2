"""`/ranking`, `/terms`, `/privacy`: the rules, whose text an operator may write anew in files."""

from collections.abc import Mapping

from flask import Response, current_app

from market.http import public
from market.http.browsers import PageBlueprint
from market.language import Sentence
from market.web.shell import frame
from market.web.store.page import page
from market.web.store.seen import View
from market.web.store.trust import facts
from market.web.store.trust.words import PAGES
from market.web.store.trust.written import written
from market.web.store.words import RULES

blueprint = PageBlueprint("store_trust", __name__, template_folder="templates")


@blueprint.route("/ranking", methods=["GET"])
@public
def show_ranking() -> Response:
    """How the search ranks, in its own numbers."""
    return _page("/ranking", facts.of_ranking())


@blueprint.route("/terms", methods=["GET"])
@public
def show_terms() -> Response:
    """Who sells, how one pays, what happens if something is wrong, and where one complains."""
    return _page("/terms", facts.of_trade())


@blueprint.route("/privacy", methods=["GET"])
@public
def show_privacy() -> Response:
    """What is kept of whom, and who sees it."""
    return _page("/privacy", facts.of_people())


def _page(path: str, known: Mapping[str, object]) -> Response:
    home = current_app.config["MARKET"].home
    text = written(path.strip("/"), frame.spoken_language(), home=home, facts=known)
    title, say = (Sentence(said, en=said) for said in (text.title, text.say))
    others = [(where, word) for where, word in RULES.items() if where != path]
    return page(
        "written.html", title=title, say=say, words=PAGES, path=path, view=View("rules"), text=text, others=others
    )
